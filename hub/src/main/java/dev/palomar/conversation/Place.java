package dev.palomar.conversation;

import dev.palomar.model.Identity;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.util.Optional;
import java.util.UUID;

/// Where something is said: by or to a person over a device, perhaps in a group.
public record Place(TenantId tenant, DeviceId device, Identity person, Optional<String> name, Optional<String> group) {

    /// All chats fall into two halves, whose slots are different ones: two transactions that keep to a half each do not
    /// wait for one another.
    public static final int HALVES = 2;

    /// Which half the place belongs to, by the surest name that WhatsApp knows it under.
    public int half() {
        String name = group.or(() -> person.keys().stream().findFirst()).orElse("");
        return (name.hashCode() ^ device.hashCode()) & 1;
    }

    /// `id` with its last bit such that the slot of a conversation of this id ([dev.palomar.cluster.Slots]) is in the
    /// place's half.
    UUID inHalf(UUID id) {
        return new UUID(id.getMostSignificantBits(), (id.getLeastSignificantBits() & ~1L) | half());
    }
}
