import type { Service, Variables } from '../stand';

/** What PostgreSQL says of itself, read by a user who may read nothing else. */
export const postgresExporter: Service = {
  name: 'postgres_exporter',
  group: 'psqlserver',
  requires: ['monserver'],
  after: ['postgresql'],
  units: ['prometheus-postgres-exporter'],
  metrics: [{ job: 'postgres', port: 9187 }],
  flows: () => [],
  secrets: () => [],
  variables: (): Variables => ({ postgres_exporter_connections: 3 }),
};
