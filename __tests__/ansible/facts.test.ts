import { parse } from 'yaml';
import { roleTexts } from '../../ansible/role';
import { certificateFiles } from '../../model/services/base';

test('the role base puts certificates where the model has them', () => {
  const { 'vars/main.yml': vars = '' } = roleTexts('base', ['vars']);
  expect(parse(vars)).toMatchObject({
    base_certificate: certificateFiles.certificate,
    base_certificate_authority: certificateFiles.authority,
  });
});
