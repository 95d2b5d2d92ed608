package dev.palomar.conversation.contact;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is to be other about a contact; what is empty stays.
///
/// @param name    inner empty: what WhatsApp calls the person counts again
/// @param tags    all of them
/// @param fields  by name; empty takes the field away
/// @param note    inner empty takes it away
public record ContactChange(
        Optional<Optional<String>> name,
        Optional<List<String>> tags,
        Map<String, Optional<String>> fields,
        Optional<Optional<String>> note) {

    public static final ContactChange NOTHING =
            new ContactChange(Optional.empty(), Optional.empty(), Map.of(), Optional.empty());

    public ContactChange {
        tags = tags.map(List::copyOf);
        fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
