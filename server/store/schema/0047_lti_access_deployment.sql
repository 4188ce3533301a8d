-- A token that was asked for in the name of one deployment opens what is that
-- one's; NULL: of whichever the address names.
ALTER TABLE lti_access
	ADD COLUMN deployment_id TEXT REFERENCES lti_tool_deployment (id);
