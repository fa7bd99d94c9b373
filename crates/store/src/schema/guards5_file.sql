CREATE TRIGGER audit_stays BEFORE UPDATE ON audit WHEN OLD.status IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;
CREATE TRIGGER audit_lasts BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is never removed'); END;
