import { Button, Combobox, Text, useCombobox } from '@mantine/core';
import { IconChevronDown, IconUserCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { MasterData } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';

/** Turns an inquiry into an order: the person chooses the team that gets it. */
export function Authorise(props: { teams: MasterData['teams']; busy: boolean; onTeam: (teamId: number) => void }) {
  const { t } = useTexts();
  const [search, setSearch] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setSearch('');
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const words = search.trim().toLowerCase();
  const teams = props.teams.filter(({ active }) => active);
  const matches = teams.filter(({ name }) => name.toLowerCase().includes(words));
  return (
    <Combobox
      store={combobox}
      width={280}
      withinPortal={false}
      position="bottom-start"
      onOptionSubmit={(value) => {
        combobox.closeDropdown();
        props.onTeam(Number(value));
      }}
    >
      <Combobox.Target targetType="button">
        <Button
          data-shortcut="team"
          loading={props.busy}
          leftSection={<IconUserCheck size={15} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          title={t('tickets.head.authoriseHint')}
          onClick={() => combobox.toggleDropdown()}
        >
          {t('tickets.head.authorise')}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        {teams.length === 0 ? (
          <Text size="sm" c="dimmed" p={8}>
            {t('tickets.head.noTeams')}
          </Text>
        ) : (
          <>
            <Combobox.Search
              value={search}
              placeholder={t('tickets.head.authoriseFor')}
              aria-label={t('tickets.head.authoriseFor')}
              onChange={(event) => {
                setSearch(event.currentTarget.value);
                combobox.updateSelectedOptionIndex();
              }}
            />
            <Combobox.Options aria-label={t('tickets.head.team')} mah={320} style={{ overflowY: 'auto' }}>
              {matches.map(({ id, name }) => (
                <Combobox.Option key={id} value={String(id)}>
                  {name}
                </Combobox.Option>
              ))}
              {matches.length === 0 && <Combobox.Empty>–</Combobox.Empty>}
            </Combobox.Options>
          </>
        )}
      </Combobox.Dropdown>
    </Combobox>
  );
}
