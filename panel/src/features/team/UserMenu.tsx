import {
  EllipsisVertical,
  KeyRound,
  ShieldOff,
  UserRoundCheck,
  UserRoundMinus,
  UserRoundX,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRole } from '@/api/queries/me'
import { useChangeUser, useRemoveUser, useResetPassword, useResetSecondFactor } from '@/api/queries/users'
import type { User, UserPatch } from '@/api/types'
import { IconButton } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { Dialog } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '@/ui/Menu'
import { toast } from '@/ui/toast'
import { OneTimeLink } from './OneTimeLink'

export function UserMenu({ user }: { user: User }) {
  const { t } = useTranslation()
  const mine = useRole()
  const change = useChangeUser()
  const remove = useRemoveUser()
  const reset = useResetPassword()
  const resetFactor = useResetSecondFactor()
  const [removing, setRemoving] = useState(false)
  const [unlocking, setUnlocking] = useState(false)
  const save = (body: UserPatch) =>
    change.mutate({ id: user.id, body }, { onSuccess: () => toast(t('team.actions.changed')) })
  const error = change.error ?? reset.error
  const label = t('team.actions.for', { name: user.name })
  const roles = (['agent', 'tenantAdmin', 'superadmin'] as const).filter(
    (role) => role !== 'superadmin' || mine === 'superadmin',
  )
  return (
    <>
      <Menu
        label={label}
        trigger={
          <IconButton label={label}>
            <EllipsisVertical aria-hidden className="size-4" />
          </IconButton>
        }
      >
        <MenuLabel>{t('team.actions.role')}</MenuLabel>
        <MenuChoice
          value={user.role}
          options={roles.map((role) => ({ value: role, label: t(`auth.roles.${role}`) }))}
          onChange={(role) => role !== user.role && save({ role })}
        />
        <MenuSeparator />
        <MenuItem icon={KeyRound} onSelect={() => reset.mutate(user.id)}>
          {t('team.actions.reset')}
        </MenuItem>
        {user.secondFactor && (
          <MenuItem icon={ShieldOff} onSelect={() => setUnlocking(true)}>
            {t('team.factor.reset')}
          </MenuItem>
        )}
        {user.state === 'disabled' ? (
          <MenuItem icon={UserRoundCheck} onSelect={() => save({ state: 'active' })}>
            {t('team.actions.enable')}
          </MenuItem>
        ) : (
          <MenuItem icon={UserRoundX} onSelect={() => save({ state: 'disabled' })}>
            {t('team.actions.disable')}
          </MenuItem>
        )}
        <MenuItem icon={UserRoundMinus} danger onSelect={() => setRemoving(true)}>
          {t('team.actions.remove')}
        </MenuItem>
      </Menu>
      {error && (
        <Dialog
          open
          onClose={() => {
            change.reset()
            reset.reset()
          }}
          title={user.name}
        >
          <ErrorState error={error} />
        </Dialog>
      )}
      {reset.data && (
        <Dialog open keepOpen onClose={reset.reset} title={t('team.link.reset')} description={user.name}>
          <OneTimeLink link={reset.data} onDone={reset.reset} />
        </Dialog>
      )}
      <ConfirmDialog
        open={unlocking}
        onClose={() => setUnlocking(false)}
        title={t('team.factor.title', { name: user.name })}
        action={t('team.factor.reset')}
        busy={resetFactor.isPending}
        error={resetFactor.isError && <ErrorState error={resetFactor.error} />}
        onConfirm={() =>
          resetFactor.mutate(user.id, {
            onSuccess: () => {
              setUnlocking(false)
              toast(t('team.factor.done', { name: user.name }))
            },
          })
        }
      >
        <p>{t('team.factor.text')}</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={removing}
        onClose={() => setRemoving(false)}
        title={t('team.remove.title', { name: user.name })}
        action={t('team.actions.remove')}
        busy={remove.isPending}
        error={remove.isError && <ErrorState error={remove.error} />}
        onConfirm={() =>
          remove.mutate(user.id, {
            onSuccess: () => toast(t('team.actions.removed', { name: user.name })),
          })
        }
      >
        <p>{t('team.remove.text')}</p>
      </ConfirmDialog>
    </>
  )
}
