import { certificateFiles } from '../model/services/base';
import { prometheus } from './panels';

/** Where the role puts the dashboards. */
const dashboardFolder = '/etc/grafana/dashboards';

/**
 * The data source: Prometheus on the same host, by TLS. Grafana reads the authority's certificate
 * from its file whenever it starts.
 * @see https://grafana.com/docs/grafana/v11.4/administration/provisioning/#data-sources
 */
export const dataSources = {
  apiVersion: 1,
  // A data source that another release of this file named otherwise would stay for ever.
  prune: true,
  datasources: [
    {
      name: 'Prometheus',
      ...prometheus,
      access: 'proxy',
      url: 'https://localhost:9090',
      isDefault: true,
      editable: false,
      jsonData: {
        httpMethod: 'POST',
        timeInterval: '15s',
        tlsAuthWithCACert: true,
        serverName: 'localhost',
      },
      secureJsonData: {
        tlsCACert: `$__file{${certificateFiles.authority}}`,
      },
    },
  ],
};

/**
 * Where Grafana finds dashboards.
 * @see https://grafana.com/docs/grafana/v11.4/administration/provisioning/#dashboards
 */
export const dashboardProviders = {
  apiVersion: 1,
  providers: [
    {
      name: 'stand',
      folder: 'Stand',
      type: 'file',
      disableDeletion: false,
      allowUiUpdates: false,
      updateIntervalSeconds: 30,
      options: { path: dashboardFolder },
    },
  ],
};
