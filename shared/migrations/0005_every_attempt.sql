ALTER TABLE attempts ADD COLUMN status integer;
