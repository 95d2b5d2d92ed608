package dev.palomar.tenant.people;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// By which a person logs in. Compared without regard to upper and lower case, and kept in lower case.
public record EmailAddress(String value) {

    private static final Pattern FORM =
            Pattern.compile("[^\\s@\"<>,;:\\\\()\\[\\]\\p{Cntrl}]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?");
    private static final int LONGEST = 254;

    public EmailAddress {
        if (!wellFormed(value)) {
            throw new IllegalArgumentException("not an email address");
        }
    }

    public static Optional<EmailAddress> read(String typed) {
        String lower = typed.strip().toLowerCase(Locale.ROOT);
        return wellFormed(lower) ? Optional.of(new EmailAddress(lower)) : Optional.empty();
    }

    private static boolean wellFormed(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches() && !text.contains("..");
    }

    @Override
    public String toString() {
        return value;
    }
}
