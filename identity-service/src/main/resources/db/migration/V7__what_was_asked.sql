-- What a decision's Idempotency-Key was used for; null for those made before.
alter table decision add column asked text;
