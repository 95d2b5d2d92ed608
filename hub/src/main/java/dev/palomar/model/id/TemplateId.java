package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// A message template: one language of one name in one business account.
public record TemplateId(UUID value) implements Id {

    private static final String PREFIX = "tpl_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<TemplateId> read(String text) {
        return Id.read(text, PREFIX, TemplateId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
