-- Where a standing witness takes checkpoints (C2SP tlog-witness submission prefix); null for one that comes and looks.
alter table ledger.witness add column url text check (url ~ '^https?://');
