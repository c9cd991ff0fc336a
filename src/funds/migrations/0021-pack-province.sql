-- F82. Where the bureau is, as ISO 3166-2: an account held elsewhere needs the city.
alter table funds.pack_choice add column province text check (province ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$');
