package dev.palomar.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// By which names WhatsApp knows a person. Any of them may be missing: since 2026 people with a user name may hide
/// their number, and WhatsApp Web addresses many by a LID. All are missing in [#NOBODY] alone.
public record Identity(
        Optional<PhoneNumber> phone, Optional<String> lid, Optional<String> userId, Optional<String> username) {

    /// Who is meant where a group as a whole is written to.
    public static final Identity NOBODY =
            new Identity(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static Identity of(PhoneNumber phone) {
        return new Identity(Optional.of(phone), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// The inverse of [#keys]; what is no key of a name is passed over.
    public static Identity ofKeys(Collection<String> keys) {
        return new Identity(
                named(keys, "phone:").flatMap(PhoneNumber::read),
                named(keys, "lid:"),
                named(keys, "user:"),
                named(keys, "name:"));
    }

    private static Optional<String> named(Collection<String> keys, String kind) {
        return keys.stream()
                .filter(key -> key.startsWith(kind))
                .map(key -> key.substring(kind.length()))
                .findFirst();
    }

    /// How each name is stored and compared, the surest first; never changes once released. A user name is not among
    /// them: people may change it and others may take it over.
    public List<String> keys() {
        List<String> keys = new ArrayList<>(3);
        phone.ifPresent(number -> keys.add("phone:" + number.e164()));
        userId.ifPresent(id -> keys.add("user:" + id));
        lid.ifPresent(id -> keys.add("lid:" + id));
        if (keys.isEmpty()) {
            username.ifPresent(name -> keys.add("name:" + name));
        }
        return keys;
    }
}
