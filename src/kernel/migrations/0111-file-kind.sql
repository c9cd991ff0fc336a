-- F2, F4. Files of banks beside photographs; a file whose keeping has ended is deleted.
alter table files.file drop constraint file_kind_check;
alter table files.file add constraint file_kind_check check (kind in (
	'image/jpeg', 'image/png', 'image/webp', 'image/heic', 'application/xml', 'text/plain', 'application/zip'));
grant delete on files.file to seawall_app;
