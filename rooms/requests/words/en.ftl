ack-glimpse = We have your note. A person will answer by { $due }.
ack-note = The link is yours alone. To add something, just reply. This note was sent by machine so that you know at once; the answer will not be.
see-where = See where it stands
your-words = Your words, { $label }
