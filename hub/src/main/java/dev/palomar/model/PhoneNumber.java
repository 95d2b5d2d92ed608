package dev.palomar.model;

import java.util.Optional;
import java.util.regex.Pattern;

/// A telephone number in E.164 form. Holding one means it is well formed, not that it is in use.
public record PhoneNumber(String e164) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");
    private static final Pattern ORNAMENT = Pattern.compile("[\\s().\\-\\u00a0]");

    public PhoneNumber {
        if (!E164.matcher(e164).matches()) {
            throw new Rejection.InvalidValue("phone", "expected a number like +5491155550100");
        }
    }

    /// Accepts what people type: blanks, dashes, dots, brackets, a leading `00`, and WhatsApp's bare digits.
    public static Optional<PhoneNumber> read(String typed) {
        String bare = ORNAMENT.matcher(typed).replaceAll("");
        String e164 = bare.startsWith("+") ? bare : bare.startsWith("00") ? "+" + bare.substring(2) : "+" + bare;
        return E164.matcher(e164).matches() ? Optional.of(new PhoneNumber(e164)) : Optional.empty();
    }

    /// As [#read], for a named field of a request.
    public static PhoneNumber parse(String field, String typed) {
        return read(typed)
                .orElseThrow(() -> new Rejection.InvalidValue(field, "expected a number like +5491155550100"));
    }

    /// How WhatsApp writes it: digits only.
    public String digits() {
        return e164.substring(1);
    }

    /// Masked, because log lines are read by more people than chats are.
    @Override
    public String toString() {
        return "+…" + e164.substring(e164.length() - 3);
    }
}
