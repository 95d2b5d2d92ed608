package dev.palomar.tenant;

import java.util.Optional;
import java.util.regex.Pattern;

/// A tenant's short name, one of a kind on the platform: lower-case letters, digits and inner dashes.
public record Slug(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    public Slug {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a slug");
        }
    }

    public static Optional<Slug> read(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new Slug(text)) : Optional.empty();
    }
}
