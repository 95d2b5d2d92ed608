import { useNavigate } from '@tanstack/react-router'
import { LogOut, UserRoundCog } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSignOut } from '@/api/queries/auth'
import { Button, IconButton } from '@/ui/Button'
import { Avatar } from '@/ui/show/Avatar'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/ui/Menu'

type Props = {
  user: { id: string; name: string; email: string }
  /** There is room for the name. */
  named?: boolean
}

export function AccountMenu({ user, named }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const signOut = useSignOut()
  return (
    <Menu
      label={t('shell.account')}
      trigger={
        named ? (
          <Button
            variant="ghost"
            className="min-w-0 shrink justify-start px-1"
            aria-label={`${t('shell.account')}: ${user.name}`}
          >
            <Avatar size="sm" id={user.id} name={user.name} />
            <span className="min-w-0 truncate">{user.name}</span>
          </Button>
        ) : (
          <IconButton label={t('shell.account')}>
            <Avatar size="sm" id={user.id} name={user.name} />
          </IconButton>
        )
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
