-- Deleting a record takes the documents of its name along, whatever their collection.
CREATE INDEX document_key ON document (key);
