import { Card } from '@/ui/Card'
import { Skeleton, SkeletonRows } from '@/ui/Skeleton'

export function PageSkeleton() {
  return (
    <div className="mx-auto grid max-w-[90rem] gap-4">
      <Skeleton className="h-7 w-44" />
      <Card>
        <SkeletonRows />
      </Card>
    </div>
  )
}
