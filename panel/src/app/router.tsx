import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { me } from '@/api/queries/me'
import { sessionKnown } from '@/api/session'
import { contactSearch } from '@/features/contacts/search'
import { agentSearch } from '@/features/agent/search'
import { deliverySearch } from '@/features/deliveries/search'
import { inboxSearch } from '@/features/inbox/search'
import { templateSearch } from '@/features/templates/search'
import { logSearch } from '@/features/logs/search'
import { messageSearch } from '@/features/messages/search'
import { settingsSearch } from '@/features/settings/search'
import { flagIn, type RawSearch, textIn, textsIn, wordIn } from '@/lib/search'
import { NotFound } from './NotFound'
import { PageSkeleton } from './PageSkeleton'
import { queryClient } from './queryClient'
import { RouteError } from './RouteError'
import { SignedIn } from './SignedIn'
import { SignedOut } from './SignedOut'

/** Whether the dialog that adds one is open: a link can open it. */
function adding(search: RawSearch): { add?: true } {
  return flagIn(search, 'add') ? { add: true } : {}
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: RouteError })

const signedOut = createRoute({ getParentRoute: () => root, id: 'signedOut', component: SignedOut })

const login = createRoute({
  getParentRoute: () => signedOut,
  path: '/login',
  validateSearch: (search: RawSearch): { to?: string } => {
    const to = textIn(search, 'to')
    // Only a path of this host: `//elsewhere` would leave it.
    return to && /^\/(?![/\\])/.test(to) ? { to } : {}
  },
  component: lazyRouteComponent(() => import('@/features/auth/LoginPage'), 'LoginPage'),
})

const setup = createRoute({
  getParentRoute: () => signedOut,
  path: '/setup',
  component: lazyRouteComponent(() => import('@/features/setup/SetupPage'), 'SetupPage'),
})

const invitation = createRoute({
  getParentRoute: () => signedOut,
  path: '/invitation',
  component: lazyRouteComponent(() => import('@/features/auth/InvitationPage'), 'InvitationPage'),
})

const forgottenPassword = createRoute({
  getParentRoute: () => signedOut,
  path: '/forgotten-password',
  component: lazyRouteComponent(() => import('@/features/auth/ForgottenPage'), 'ForgottenPage'),
})

const newPassword = createRoute({
  getParentRoute: () => signedOut,
  path: '/new-password',
  component: lazyRouteComponent(() => import('@/features/auth/NewPasswordPage'), 'NewPasswordPage'),
})

const publicPage = createRoute({
  getParentRoute: () => root,
  id: 'publicPage',
  component: lazyRouteComponent(() => import('./PublicPage'), 'PublicPage'),
})

const pair = createRoute({
  getParentRoute: () => publicPage,
  path: '/pair/$token',
  component: lazyRouteComponent(() => import('@/features/devices/linking/PairingPage'), 'PairingPage'),
})

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signedIn',
  beforeLoad: async ({ location }) => {
    const session = await sessionKnown()
    if (session.state === 'anonymous') {
      throw redirect({ to: '/login', search: { to: location.href === '/' ? undefined : location.href } })
    }
    await queryClient.ensureQueryData(me())
  },
  component: SignedIn,
})

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  validateSearch: (search: RawSearch): { period?: '7d' | '30d' } => {
    const period = wordIn(search, 'period', ['7d', '30d'] as const)
    return period ? { period } : {}
  },
  component: lazyRouteComponent(() => import('@/features/home/HomePage'), 'HomePage'),
})

const deviceList = createRoute({
  getParentRoute: () => signedIn,
  path: '/devices',
  validateSearch: adding,
  component: lazyRouteComponent(() => import('@/features/devices/DevicesPage'), 'DevicesPage'),
})

const metaConnection = createRoute({
  getParentRoute: () => signedIn,
  path: '/devices/meta',
  component: lazyRouteComponent(() => import('@/features/devices/meta/ConnectionPage'), 'ConnectionPage'),
})

const deviceDetail = createRoute({
  getParentRoute: () => signedIn,
  path: '/devices/$deviceId',
  component: lazyRouteComponent(() => import('@/features/devices/DevicePage'), 'DevicePage'),
})

const messageList = createRoute({
  getParentRoute: () => signedIn,
  path: '/messages',
  validateSearch: messageSearch,
  component: lazyRouteComponent(() => import('@/features/messages/MessagesPage'), 'MessagesPage'),
})

const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: '/inbox',
  validateSearch: inboxSearch,
  staticData: { filled: true },
  component: lazyRouteComponent(() => import('./InboxPlace'), 'InboxPlace'),
})

/** The open conversation is a part of the inbox's address; the inbox draws it. */
const inboxConversation = createRoute({ getParentRoute: () => inbox, path: '$conversationId' })
const templateList = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates',
  validateSearch: templateSearch,
  component: lazyRouteComponent(() => import('@/features/templates/TemplatesPage'), 'TemplatesPage'),
})

const templateNew = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates/new',
  component: lazyRouteComponent(() => import('@/features/templates/EditTemplatePage'), 'NewTemplatePage'),
})

const templateDetail = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates/$templateId',
  component: lazyRouteComponent(() => import('@/features/templates/TemplatePage'), 'TemplatePage'),
})

const templateEdit = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates/$templateId/edit',
  component: lazyRouteComponent(() => import('@/features/templates/EditTemplatePage'), 'EditTemplatePage'),
})

const contactList = createRoute({
  getParentRoute: () => signedIn,
  path: '/contacts',
  validateSearch: contactSearch,
  component: lazyRouteComponent(() => import('@/features/contacts/ContactsPage'), 'ContactsPage'),
})

const endpointList = createRoute({
  getParentRoute: () => signedIn,
  path: '/webhooks',
  validateSearch: adding,
  component: lazyRouteComponent(() => import('@/features/webhooks/EndpointsPage'), 'EndpointsPage'),
})

const eventCatalogue = createRoute({
  getParentRoute: () => signedIn,
  path: '/webhooks/events',
  validateSearch: (search: RawSearch) => textsIn(search, ['type']),
  component: lazyRouteComponent(() => import('@/features/webhooks/CataloguePage'), 'CataloguePage'),
})

const endpointDetail = createRoute({
  getParentRoute: () => signedIn,
  path: '/webhooks/$endpointId',
  /** A link can open the dialog that replays what failed. */
  validateSearch: (search: RawSearch): { replay?: true } =>
    flagIn(search, 'replay') ? { replay: true } : {},
  component: lazyRouteComponent(() => import('@/features/webhooks/EndpointPage'), 'EndpointPage'),
})

const deliveryList = createRoute({
  getParentRoute: () => signedIn,
  path: '/deliveries',
  validateSearch: deliverySearch,
  component: lazyRouteComponent(() => import('@/features/deliveries/DeliveriesPage'), 'DeliveriesPage'),
})

const developers = createRoute({
  getParentRoute: () => signedIn,
  path: '/developers',
  component: lazyRouteComponent(() => import('@/features/developers/DevelopersPage'), 'DevelopersPage'),
})

const keys = createRoute({
  getParentRoute: () => signedIn,
  path: '/api-keys',
  validateSearch: adding,
  component: lazyRouteComponent(() => import('@/features/keys/KeysPage'), 'KeysPage'),
})

const team = createRoute({
  getParentRoute: () => signedIn,
  path: '/team',
  component: lazyRouteComponent(() => import('@/features/team/TeamPage'), 'TeamPage'),
})

const agentPlace = createRoute({
  getParentRoute: () => signedIn,
  path: '/agent',
  validateSearch: agentSearch,
  component: lazyRouteComponent(() => import('@/features/agent/AgentPage'), 'AgentPage'),
})

const alertList = createRoute({
  getParentRoute: () => signedIn,
  path: '/alerts',
  validateSearch: (search: RawSearch): { state?: 'open' | 'closed'; settings?: true } => ({
    ...(search['state'] === 'closed' && { state: 'closed' as const }),
    ...(flagIn(search, 'settings') && { settings: true as const }),
  }),
  component: lazyRouteComponent(() => import('@/features/alerts/AlertsPage'), 'AlertsPage'),
})

const logList = createRoute({
  getParentRoute: () => signedIn,
  path: '/logs',
  validateSearch: logSearch,
  component: lazyRouteComponent(() => import('@/features/logs/LogsPage'), 'LogsPage'),
})

const auditLog = createRoute({
  getParentRoute: () => signedIn,
  path: '/audit',
  validateSearch: (search: RawSearch) => textsIn(search, ['action']),
  component: lazyRouteComponent(() => import('@/features/audit/AuditPage'), 'AuditPage'),
})

const tenants = createRoute({
  getParentRoute: () => signedIn,
  path: '/tenants',
  validateSearch: adding,
  component: lazyRouteComponent(() => import('@/features/tenants/TenantsPage'), 'TenantsPage'),
})

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  validateSearch: settingsSearch,
  component: lazyRouteComponent(() => import('@/features/settings/SettingsPage'), 'SettingsPage'),
})

const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  component: lazyRouteComponent(() => import('@/features/account/AccountPage'), 'AccountPage'),
})

/** Every component in every state; exists while developing only and is not in the build. */
const kit = import.meta.env.DEV
  ? [
      createRoute({
        getParentRoute: () => root,
        path: '/kit',
        component: lazyRouteComponent(() => import('./kit/KitPage'), 'KitPage'),
      }),
    ]
  : []

/** Whatever else is asked for, by somebody who is logged in. */
const nowhere = createRoute({ getParentRoute: () => signedIn, path: '$', component: NotFound })

const routeTree = root.addChildren([
  signedOut.addChildren([login, setup, invitation, forgottenPassword, newPassword]),
  publicPage.addChildren([pair]),
  signedIn.addChildren([
    home,
    deviceList,
    metaConnection,
    deviceDetail,
    inbox.addChildren([inboxConversation]),
    contactList,
    messageList,
    templateList,
    templateNew,
    templateDetail,
    templateEdit,
    endpointList,
    eventCatalogue,
    endpointDetail,
    deliveryList,
    developers,
    agentPlace,
    alertList,
    logList,
    keys,
    team,
    auditLog,
    tenants,
    account,
    settings,
    nowhere,
  ]),
  ...kit,
])

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPreloadDelay: 80,
  defaultPendingMs: 200,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: false,
})

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The page fills the frame with panes that scroll by themselves. */
    filled?: true
  }
  interface Register {
    router: typeof router
  }
}
