package dev.palomar.conversation;

import dev.palomar.model.Identity;
import dev.palomar.model.id.ContactId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What follows when WhatsApp says that several names are one person's. The newest word counts, and histories are only
/// put together when nothing speaks against it: a telephone number may have changed hands, and a person their number.
///
/// @param keeper  the contact that has all of the names from now on; a new one when it is empty
/// @param join    contacts that are the same person, and become part of it
/// @param take    names that it gets, from nobody or from whoever had them
/// @param release names of its own that are the person's no more
record SamePerson(Optional<ContactId> keeper, List<ContactId> join, List<String> take, List<String> release) {

    /// Which names are surest to be one person's for ever.
    private static final List<String> SUREST_FIRST = List.of("lid", "user", "phone");

    SamePerson {
        join = List.copyOf(join);
        take = List.copyOf(take);
        release = List.copyOf(release);
    }

    /// `known` are the contacts that have one of the person's names, each with all of its names as keys.
    static SamePerson decide(Identity person, Map<ContactId, ? extends Collection<String>> known) {
        Map<String, String> said = byKind(person.keys());
        Map<ContactId, Map<String, String>> contacts = new TreeMap<>(Comparator.comparing(ContactId::value));
        known.forEach((contact, keys) -> contacts.put(contact, byKind(keys)));
        Optional<ContactId> anchor = anchor(said, contacts);
        List<ContactId> others = new ArrayList<>(contacts.keySet());
        anchor.ifPresent(others::remove);
        Map<String, String> all = new LinkedHashMap<>(said);
        List<String> release = new ArrayList<>();
        anchor.map(contacts::get)
                .ifPresent(names -> names.forEach((kind, value) -> {
                    if (all.putIfAbsent(kind, value) != null && !value.equals(all.get(kind))) {
                        release.add(kind + ":" + value);
                    }
                }));
        List<ContactId> join = new ArrayList<>();
        Set<String> theirs = new HashSet<>();
        anchor.map(known::get).ifPresent(theirs::addAll);
        for (ContactId other : others) {
            Map<String, String> names = contacts.getOrDefault(other, Map.of());
            boolean same = anchor.isPresent()
                    && release.isEmpty()
                    && names.entrySet().stream()
                            .allMatch(name -> all.getOrDefault(name.getKey(), name.getValue())
                                    .equals(name.getValue()));
            if (same) {
                join.add(other);
                all.putAll(names);
                names.forEach((kind, value) -> theirs.add(kind + ":" + value));
            }
        }
        List<String> take =
                person.keys().stream().filter(key -> !theirs.contains(key)).toList();
        return keptByOldest(new SamePerson(anchor, join, take, release));
    }

    /// `contact` has lost the name `before`, and gets `take` for it.
    static SamePerson renewed(ContactId contact, List<ContactId> join, List<String> take, String before) {
        return keptByOldest(new SamePerson(Optional.of(contact), join, take, List.of(before)));
    }

    /// Nothing speaks against it that those are one person's names.
    static boolean mayBeOne(Collection<String> names, Collection<String> others) {
        Map<String, String> known = byKind(names);
        return byKind(others).entrySet().stream()
                .allMatch(name ->
                        known.getOrDefault(name.getKey(), name.getValue()).equals(name.getValue()));
    }

    /// The contact that is surest to be the person: by the LID, else the user id, else the number, and by the number
    /// only as long as it has no other LID or user id, because then the number has changed hands.
    private static Optional<ContactId> anchor(Map<String, String> said, Map<ContactId, Map<String, String>> contacts) {
        for (String kind : SUREST_FIRST) {
            for (Map.Entry<ContactId, Map<String, String>> contact : contacts.entrySet()) {
                Map<String, String> names = contact.getValue();
                boolean named = said.containsKey(kind) && said.get(kind).equals(names.get(kind));
                if (named && (!kind.equals("phone") || isStillTheirs(said, names))) {
                    return Optional.of(contact.getKey());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isStillTheirs(Map<String, String> said, Map<String, String> names) {
        return isSameOrUnknown(said, names, "lid") && isSameOrUnknown(said, names, "user");
    }

    private static boolean isSameOrUnknown(Map<String, String> said, Map<String, String> names, String kind) {
        return !said.containsKey(kind)
                || !names.containsKey(kind)
                || said.get(kind).equals(names.get(kind));
    }

    /// Of contacts that become one the oldest stays: most know it by its id.
    private static SamePerson keptByOldest(SamePerson one) {
        if (one.keeper().isEmpty() || one.join().isEmpty()) {
            return one;
        }
        List<ContactId> all = new ArrayList<>(one.join());
        all.add(one.keeper().get());
        all.sort(Comparator.comparing(ContactId::value));
        return new SamePerson(Optional.of(all.getFirst()), all.subList(1, all.size()), one.take(), one.release());
    }

    boolean changesNothing() {
        return keeper.isPresent() && join.isEmpty() && take.isEmpty() && release.isEmpty();
    }

    private static Map<String, String> byKind(Collection<String> keys) {
        Map<String, String> names = new HashMap<>();
        for (String key : keys) {
            int colon = key.indexOf(':');
            if (colon > 0 && SUREST_FIRST.contains(key.substring(0, colon))) {
                names.putIfAbsent(key.substring(0, colon), key.substring(colon + 1));
            }
        }
        return names;
    }
}
