import { ejabberdHosts, type HostName } from '../../test-stand/hosts';
import { ssh } from '../../test-stand/stand';

export const nodeTool = '/usr/local/libexec/ejabberd-node';

/** What is loaded: the nodes that senders and receivers are at. */
export interface Server {
  readonly name: string;
  readonly senders: HostName;
  readonly receivers: HostName;
  /** Erlang's name of the senders' node. */
  readonly erlangNode: string;
  /** Units that messages go through, by host. */
  readonly units: Readonly<Record<string, readonly string[]>>;
  /** Starts its nodes, anew if they run, so that they hold no memory of an earlier load. */
  start(): Promise<void>;
}

const [first, second] = ejabberdHosts;
const database = { psql1server: ['patroni.service'], psql2server: ['patroni.service'] };
const node = ['ejabberd.service', 'haproxy.service'];

export const oneNode: Server = {
  name: 'one node',
  senders: first,
  receivers: first,
  erlangNode: `ejabberd@${first}`,
  units: { [first]: node, ...database },
  start: () => restartNode(first),
};

export const twoNodes: Server = {
  ...oneNode,
  name: 'two nodes',
  receivers: second,
  units: { [first]: node, [second]: node, ...database },
  async start() {
    await restartNode(first);
    await restartNode(second);
  },
};

const unit = 'bare-ejabberd.service';

/** The same ejabberd on a host of the same size, with its own Mnesia instead of PostgreSQL. */
export const bare: Server = {
  name: 'bare ejabberd',
  senders: second,
  receivers: second,
  erlangNode: 'bare@localhost',
  units: { [second]: [unit] },
  start: startBare,
};

async function restartNode(host: HostName): Promise<void> {
  await ssh(
    host,
    `set -e
     sudo systemctl restart ejabberd.service
     cd / && sudo -u ejabberd ${nodeTool} ejabberd@${host} await 60`,
  );
}

/** What the bare server leaves out of the node's configuration: the database, and the stand's own modules. */
const withoutDatabase = [
  's/^default_db: sql/default_db: mnesia/',
  's/^auth_method: .*/auth_method: [internal]/',
  's/db_type: durable/db_type: mnesia/',
  '/^(sql_|update_sql|new_sql)/d',
  '/^ +mod_(auth_blameless|autoheal|redelivery|vcard_readback):/d',
  '/^ +mod_upload_copies:/,/max_days/d; s/mod_upload_copies/mod_http_upload/',
];

/** Starts the bare server in the place of its host's node. */
async function startBare(): Promise<void> {
  const edits = withoutDatabase.map((edit) => `-e '${edit}'`).join(' ');
  const folder = '/var/lib/ejabberd/bare';
  const places = `--config ${folder}/ejabberd.yml --ctl-config ${folder}/ejabberdctl.cfg --logs ${folder} --spool ${folder}`;
  await ssh(
    second,
    `set -e
     sudo systemctl stop ejabberd.service
     sudo -u ejabberd mkdir -p ${folder}
     sudo sed -E ${edits} /etc/ejabberd/ejabberd.yml | sudo -u ejabberd tee ${folder}/ejabberd.yml > /dev/null
     echo EJABBERD_PID_PATH=${folder}/pid | sudo -u ejabberd tee ${folder}/ejabberdctl.cfg > /dev/null
     sudo systemd-run --quiet --unit=${unit} --uid=ejabberd --gid=ejabberd \\
       --property=SupplementaryGroups=ssl-cert --property=LimitNOFILE=65536 --setenv=HOME=/var/lib/ejabberd \\
       /usr/sbin/ejabberdctl --node ${bare.erlangNode} ${places} foreground
     cd / && sudo -u ejabberd ${nodeTool} ${bare.erlangNode} await 60`,
  );
}
