from shared.parsing.rules.links import emails, urls
from tests.unit.parsing.documents import rows


def test_addresses_come_in_the_order_of_the_text():
    text = "mailto:léa.petit@example.com | Web: x\nref: p.durand+cv@mail.example.org."

    assert emails(rows(text)) == ["léa.petit@example.com", "p.durand+cv@mail.example.org"]


def test_a_mail_link_counts_where_the_text_has_none():
    assert emails((), ["mailto:lea%2Epetit@example.com?subject=cv"]) == ["lea.petit@example.com"]


def test_links_of_the_file_and_of_the_text_are_listed_once():
    found = urls(rows("github.com/leap | https://lea.example/cv"), ["https://www.github.com/leap/"])

    assert found == ["https://www.github.com/leap/", "https://lea.example/cv"]


def test_a_technology_or_an_address_is_no_link():
    assert urls(rows("Node.js, ASP.NET, lea@example.com, 3.5 years")) == []


def test_a_link_may_end_with_a_country():
    text = "atelier.example.at | leap.example.com.au/work | lea.example.studio"

    assert urls(rows(text)) == [
        "atelier.example.at",
        "leap.example.com.au/work",
        "lea.example.studio",
    ]


def test_the_domain_behind_a_masked_sign_is_no_link():
    assert urls(rows("lea.petit(at)example.com | lea.example.studio")) == ["lea.example.studio"]
