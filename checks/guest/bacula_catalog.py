"""Reports jobs and volumes by Bacula's catalog, and the volumes on disk.

Standard input: null. Standard output: {"now", "described": when the director got its description,
"runs": of each job its last run {"job", "level", "good", "end", "files", "bytes"},
"good": by job the end of the last run that ended well, "pools": [{"name", "volumes", "most", "room": bytes that jobs
may still write, "volume": those of one volume}],
"volumes": [{"name", "pool", "status", "bytes", "most", "size": of its file, or null}],
"orphans": records that lead nowhere}. Times are in seconds since 1970.
"""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

DIRECTOR = "/etc/bacula/bacula-dir.conf"
STORAGE = "/etc/bacula/bacula-sd.conf"
# T and W ended well, A, E and f did not; others have not ended.
QUERY = """
WITH volumes AS (
  SELECT poolid, mediaid, volstatus, volbytes, volstatus IN ('Purged', 'Recycle') OR volstatus IN ('Full', 'Used')
    AND lastwritten + volretention * interval '1 second' < :'now' AS reusable FROM media
), ended AS (
  SELECT name, level, jobtdate, jobfiles, jobbytes, jobstatus IN ('T', 'W') AS good
  FROM job WHERE type = 'B' AND jobstatus IN ('T', 'W', 'A', 'E', 'e', 'f')
)
SELECT json_build_object(
  'runs', (SELECT coalesce(json_agg(x), '[]') FROM (
    SELECT DISTINCT ON (name) name AS job, level, good, jobtdate AS end, jobfiles AS files,
      jobbytes AS bytes FROM ended ORDER BY name, jobtdate DESC) x),
  'good', (SELECT coalesce(json_object_agg(name, time), '{}') FROM (
    SELECT name, max(jobtdate) AS time FROM ended WHERE good GROUP BY name) x),
  'pools', (SELECT coalesce(json_agg(x), '[]') FROM (
    SELECT name, maxvols AS most, maxvolbytes AS volume, count(mediaid) AS volumes,
      (maxvols - count(mediaid)) * maxvolbytes + coalesce(sum(CASE WHEN reusable THEN maxvolbytes
        WHEN volstatus = 'Append' THEN greatest(maxvolbytes - volbytes, 0) ELSE 0 END), 0) AS room
    FROM pool LEFT JOIN volumes USING (poolid) GROUP BY poolid) x),
  'volumes', (SELECT coalesce(json_agg(x), '[]') FROM (
    SELECT volumename AS name, pool.name AS pool, volstatus AS status, volbytes AS bytes,
      pool.maxvolbytes AS most FROM media JOIN pool USING (poolid)) x),
  'orphans', (SELECT count(*) FROM media WHERE poolid NOT IN (SELECT poolid FROM pool))
    + (SELECT count(*) FROM jobmedia WHERE mediaid NOT IN (SELECT mediaid FROM media)
      OR jobid NOT IN (SELECT jobid FROM job))
    + (SELECT count(*) FROM job WHERE type = 'B' AND jobstatus IN ('T', 'W') AND jobfiles > 0
      AND jobid NOT IN (SELECT jobid FROM jobmedia)))
"""
# The director writes times in UTC, which need not be PostgreSQL's zone.
local = time.strftime("now=%Y-%m-%d %H:%M:%S", time.gmtime())
command = ["runuser", "--user", "postgres", "--", "psql", "-XAtqwd", "bacula", "-v", "ON_ERROR_STOP=1", "-v", local]
answer = subprocess.run(command, cwd="/", input=QUERY, capture_output=True, text=True, timeout=10, check=False)
if answer.returncode != 0:
    sys.exit("the catalog does not answer: " + answer.stderr.partition("\n")[0])
known = json.loads(answer.stdout)
folder = Path(re.search(r"^ *Archive Device *= *(\S+)", Path(STORAGE).read_text(), re.M)[1])
for volume in known["volumes"]:
    file = folder / volume["name"]
    volume["size"] = file.stat().st_size if file.exists() else None
print(json.dumps({**known, "now": time.time(), "described": os.stat(DIRECTOR).st_mtime}))
