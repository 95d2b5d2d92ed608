import { useNavigate } from '@tanstack/react-router'
import { CircleUserRound, LogOut, UserRoundCog } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSignOut } from '@/api/queries/auth'
import { IconButton } from '@/ui/Button'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/ui/Menu'

export function AccountMenu({ user }: { user: { name: string; email: string } }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const signOut = useSignOut()
  return (
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
      <MenuItem icon={UserRoundCog} onSelect={() => void navigate({ to: '/account' })}>
        {t('shell.myAccount')}
      </MenuItem>
      <MenuItem icon={LogOut} onSelect={() => signOut.mutate()}>
        {t('shell.signOut')}
      </MenuItem>
    </Menu>
  )
}
