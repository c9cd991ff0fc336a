-- An incident is looked for by the number people say, whole or its last part.
create index incident_number on dispatch.incident (number);
