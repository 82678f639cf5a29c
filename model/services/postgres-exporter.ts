import type { Variables } from '../description/variables';
import type { Service } from '../stand';
import { postgresqlPorts } from './postgresql';

/** What PostgreSQL says of itself, read by a user who may read nothing else. */
export const postgresExporter: Service = {
  name: 'postgres_exporter',
  group: 'psqlserver',
  requires: ['monserver'],
  after: ['postgresql'],
  units: ['prometheus-postgres-exporter'],
  metrics: [{ job: 'postgres', port: postgresqlPorts.exporter }],
  flows: () => [],
  secrets: () => [],
  variables: (): Variables => ({ postgres_exporter_connections: 3 }),
};
