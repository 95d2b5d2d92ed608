import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from '@tanstack/react-router'
import { useCreateEndpoint } from '@/api/queries/endpoints'
import { Dialog } from '@/ui/Dialog'
import { EndpointForm } from './EndpointForm'
import { SecretOnce } from './SecretOnce'

export function CreateEndpointDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const create = useCreateEndpoint()
  const [created, setCreated] = useState<{ id: string; secret: string } | null>(null)
  if (created) {
    const open = () => void navigate({ to: '/webhooks/$endpointId', params: { endpointId: created.id } })
    return (
      <Dialog
        open
        keepOpen
        onClose={open}
        title={t('webhooks.secret.title')}
        description={t('webhooks.secret.text')}
        wide
      >
        <SecretOnce secret={created.secret} onDone={open} />
      </Dialog>
    )
  }
  return (
    <Dialog open keepOpen onClose={onClose} title={t('webhooks.form.createTitle')} wide>
      <EndpointForm
        submitLabel={t('common.create')}
        busy={create.isPending}
        error={create.error}
        onCancel={onClose}
        onSubmit={(values) => create.mutateAsync(values).then(({ id, secret }) => setCreated({ id, secret }))}
      />
    </Dialog>
  )
}
