"""What Word writes: DOCX, and the XML and HTML that also go by the name of .doc."""
