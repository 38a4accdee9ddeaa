import { ActionIcon, Menu, Table } from '@mantine/core';
import { IconCopy, IconDots, IconPencil, IconPlus, IconRestore, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Template } from '../../../../src/api/contract/auto-mails.ts';
import { say } from '../../../../src/desk/texts/index.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { Chip } from '../../parts/chip.tsx';
import { askToConfirm } from '../../parts/confirm.tsx';
import { LinkButton, LinkText } from '../../parts/links.tsx';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { QueryView } from '../../parts/query-view.tsx';
import table from '../../parts/table.module.css';
import { keys, templatesQuery } from '../../queries.ts';
import classes from './auto-mails.module.css';

/** All templates with what uses them. */
export function TemplateList() {
  const { t } = useTexts();
  const query = useQuery(templatesQuery);
  return (
    <>
      <div className={classes.bar}>
        <LinkButton to="/admin/templates/$id" params={{ id: 'new' }} leftSection={<IconPlus size={15} aria-hidden />}>
          {t('templates.create')}
        </LinkButton>
      </div>
      <div className={table.wrap}>
        <QueryView query={query}>
          {({ rows }) => (
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('templates.name')}</Table.Th>
                  <Table.Th className={table.wide}>{t('templates.kind')}</Table.Th>
                  <Table.Th className={table.wide}>{t('templates.languages')}</Table.Th>
                  <Table.Th className={table.wide}>{t('templates.usedBy')}</Table.Th>
                  <Table.Th w={44}>
                    <span className="sr-only">{t('common.actions')}</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((template) => (
                  <TemplateRow key={template.id} template={template} />
                ))}
              </Table.Tbody>
            </Table>
          )}
        </QueryView>
      </div>
    </>
  );
}

function TemplateRow({ template }: { template: Template }) {
  const { t, locale } = useTexts();
  const { usedBy } = template;
  const uses = [
    ...usedBy.events.map((event) => say(locale, `autoMail.${event}`)),
    ...usedBy.mailboxes.map(({ name }) => name),
  ];
  return (
    <Table.Tr>
      <Table.Td>
        <LinkText to="/admin/templates/$id" params={{ id: String(template.id) }} fw={600} fz="sm">
          {template.name}
        </LinkText>{' '}
        {template.builtIn && (
          <Chip tone="quiet">{t(template.changed ? 'templates.changed' : 'templates.builtIn')}</Chip>
        )}
      </Table.Td>
      <Table.Td className={table.wide}>{t(`templates.kinds.${template.kind}`)}</Table.Td>
      <Table.Td className={table.wide}>{Object.keys(template.texts).join(', ').toUpperCase()}</Table.Td>
      <Table.Td className={`${table.wide} ${table.dim}`}>{uses.join(', ')}</Table.Td>
      <Table.Td>
        <TemplateActs template={template} />
      </Table.Td>
    </Table.Tr>
  );
}

function TemplateActs({ template }: { template: Template }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { id, name } = template;
  const refresh = () => client.invalidateQueries({ queryKey: keys.templates });
  const remove = useMutation({
    mutationFn: () => call('DELETE /api/templates/:id', { id }),
    onSuccess: () => {
      notifyDone(t('templates.deleted', { name }));
      return refresh();
    },
    onError: notifyError,
  });
  const reset = useMutation({
    mutationFn: () => call('POST /api/templates/:id/reset', { id }),
    onSuccess: () => {
      notifyDone(t('templates.resetDone', { name }));
      return refresh();
    },
    onError: notifyError,
  });
  return (
    <div className={table.acts}>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('templates.actsOf', { name })}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPencil size={15} aria-hidden />}
            onClick={() => void navigate({ to: '/admin/templates/$id', params: { id: String(id) } })}
          >
            {t('templates.edit')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCopy size={15} aria-hidden />}
            onClick={() => void navigate({ to: '/admin/templates/$id', params: { id: 'new' }, search: { from: id } })}
          >
            {t('templates.copy')}
          </Menu.Item>
          {template.changed && (
            <Menu.Item
              leftSection={<IconRestore size={15} aria-hidden />}
              onClick={() =>
                askToConfirm({
                  title: t('templates.resetTitle', { name }),
                  text: t('templates.resetText'),
                  confirm: t('templates.reset'),
                  onConfirm: () => reset.mutate(),
                })
              }
            >
              {t('templates.reset')}
            </Menu.Item>
          )}
          {!template.builtIn && (
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={15} aria-hidden />}
              onClick={() =>
                askToConfirm({
                  title: t('templates.deleteTitle', { name }),
                  text: t('templates.deleteText'),
                  confirm: t('common.delete'),
                  onConfirm: () => remove.mutate(),
                })
              }
            >
              {t('common.delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
