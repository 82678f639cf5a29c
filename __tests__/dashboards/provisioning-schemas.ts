/**
 * The structure that Grafana documents for its provisioning files, and nothing besides: it ignores
 * a key that it does not know, and with it what was meant.
 * @see https://grafana.com/docs/grafana/v11.4/administration/provisioning/
 */
const text = { type: 'string', minLength: 1 };
const yes = { type: 'boolean' };
const number = { type: 'integer' };

/** An object with these keys and no others. */
function only(properties: object, required: readonly string[]) {
  return { type: 'object', properties, required, additionalProperties: false };
}

function listIn(name: string, item: object, besides: object = {}) {
  return only(
    { apiVersion: { const: 1 }, [name]: { type: 'array', minItems: 1, items: item }, ...besides },
    ['apiVersion', name],
  );
}

export const dataSourcesSchema = listIn(
  'datasources',
  only(
    {
      name: text,
      type: text,
      access: { enum: ['proxy', 'direct'] },
      orgId: number,
      uid: { type: 'string', pattern: '^[a-zA-Z0-9_-]{1,40}$' },
      url: { type: 'string', pattern: '^https?://' },
      user: text,
      database: text,
      basicAuth: yes,
      basicAuthUser: text,
      withCredentials: yes,
      isDefault: yes,
      jsonData: only(
        {
          httpMethod: { enum: ['GET', 'POST'] },
          timeInterval: { type: 'string', pattern: '^[0-9]+(ms|s|m|h)$' },
          queryTimeout: text,
          manageAlerts: yes,
          prometheusType: text,
          prometheusVersion: text,
          tlsAuth: yes,
          tlsAuthWithCACert: yes,
          tlsSkipVerify: yes,
          serverName: text,
        },
        ['httpMethod'],
      ),
      secureJsonData: only(
        { tlsCACert: text, tlsClientCert: text, tlsClientKey: text, basicAuthPassword: text },
        [],
      ),
      version: number,
      editable: yes,
    },
    ['name', 'type', 'access', 'uid', 'url'],
  ),
  { prune: yes, deleteDatasources: { type: 'array' } },
);

export const providersSchema = listIn(
  'providers',
  only(
    {
      name: text,
      orgId: number,
      folder: { type: 'string' },
      folderUid: { type: 'string' },
      type: { const: 'file' },
      disableDeletion: yes,
      updateIntervalSeconds: number,
      allowUiUpdates: yes,
      options: only({ path: text, foldersFromFilesStructure: yes }, ['path']),
    },
    ['name', 'type', 'options'],
  ),
);
