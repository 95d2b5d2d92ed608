import { useTranslation } from 'react-i18next'
import { useChangeEndpoint } from '@/api/queries/endpoints'
import type { Endpoint } from '@/api/types'
import { Dialog } from '@/ui/Dialog'
import { toast } from '@/ui/toast'
import { EndpointForm } from './EndpointForm'

export function EditEndpointDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const { t } = useTranslation()
  const change = useChangeEndpoint(endpoint.id)
  return (
    <Dialog open keepOpen onClose={onClose} title={t('webhooks.form.editTitle')} wide>
      <EndpointForm
        endpoint={endpoint}
        submitLabel={t('common.save')}
        busy={change.isPending}
        error={change.error}
        onCancel={onClose}
        onSubmit={(values) =>
          change.mutateAsync(values).then(() => {
            toast(t('webhooks.form.saved'))
            onClose()
          })
        }
      />
    </Dialog>
  )
}
