import { CircleUserRound, KeyRound, LogOut } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignOut } from '@/api/queries/auth'
import { IconButton } from '@/ui/Button'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/ui/Menu'

const ChangePasswordDialog = lazy(async () => ({
  default: (await import('@/features/auth/ChangePasswordDialog')).ChangePasswordDialog,
}))

export function AccountMenu({ user }: { user: { name: string; email: string } }) {
  const { t } = useTranslation()
  const signOut = useSignOut()
  const [changing, setChanging] = useState(false)
  return (
    <>
      <Menu
        label={t('shell.account')}
        trigger={
          <IconButton label={t('shell.account')}>
            <CircleUserRound aria-hidden className="size-4.5" />
          </IconButton>
        }
      >
        <MenuLabel>
          <span className="block text-sm font-medium text-ink">{user.name}</span>
          {user.email}
        </MenuLabel>
        <MenuSeparator />
        <MenuItem icon={KeyRound} onSelect={() => setChanging(true)}>
          {t('shell.changePassword')}
        </MenuItem>
        <MenuItem icon={LogOut} onSelect={() => signOut.mutate()}>
          {t('shell.signOut')}
        </MenuItem>
      </Menu>
      {changing && (
        <Suspense>
          <ChangePasswordDialog onClose={() => setChanging(false)} />
        </Suspense>
      )}
    </>
  )
}
