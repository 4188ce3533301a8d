-- Occasions of which not everybody is told yet.
CREATE INDEX reminder_waiting ON reminder (occasion) WHERE done = 0;
