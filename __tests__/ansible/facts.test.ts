import { parse } from 'yaml';
import { readRole, roleTexts } from '../../ansible/role';
import { volumesFolder } from '../../model/services/bacula-director';
import { certificateFiles } from '../../model/services/base';
import { uploadsRoot } from '../../model/services/ejabberd';
import { leastFreeMebibytes } from '../../model/services/pgbackrest';

test('the role base puts certificates where the model has them', () => {
  const { 'vars/main.yml': vars = '' } = roleTexts('base', ['vars']);
  expect(parse(vars)).toMatchObject({
    base_certificate: certificateFiles.certificate,
    base_certificate_authority: certificateFiles.authority,
  });
});

test('the role ejabberd stores uploads where the model has them, by the paths of their URLs', () => {
  const { 'templates/modules.yml.j2': modules } = roleTexts('ejabberd', ['templates']);
  expect(modules).toMatch(/get_url: https:.*\/upload$/m);
  expect(modules).toContain(`docroot: ${uploadsRoot}/upload\n`);
});

test('the roles of backups have the folder and the room that the model has', () => {
  expect(readRole('bacula_director').defaults.bacula_director_volumes).toBe(volumesFolder);
  const { pgbackrest_least_free_mib } = readRole('pgbackrest').defaults;
  expect(pgbackrest_least_free_mib).toBe(leastFreeMebibytes({ settings: {} }));
});
