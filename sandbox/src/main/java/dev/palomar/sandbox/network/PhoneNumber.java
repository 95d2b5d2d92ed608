package dev.palomar.sandbox.network;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A telephone number: digits with country code, no sign. WhatsApp calls that `wa_id`.
public record PhoneNumber(String digits) {

    private static final Map<String, String> COUNTRIES = Map.ofEntries(
            Map.entry("1", "US"),
            Map.entry("33", "FR"),
            Map.entry("34", "ES"),
            Map.entry("351", "PT"),
            Map.entry("39", "IT"),
            Map.entry("44", "GB"),
            Map.entry("49", "DE"),
            Map.entry("41", "CH"),
            Map.entry("43", "AT"),
            Map.entry("31", "NL"),
            Map.entry("51", "PE"),
            Map.entry("52", "MX"),
            Map.entry("53", "CU"),
            Map.entry("54", "AR"),
            Map.entry("55", "BR"),
            Map.entry("56", "CL"),
            Map.entry("57", "CO"),
            Map.entry("58", "VE"),
            Map.entry("591", "BO"),
            Map.entry("593", "EC"),
            Map.entry("595", "PY"),
            Map.entry("598", "UY"),
            Map.entry("502", "GT"),
            Map.entry("503", "SV"),
            Map.entry("504", "HN"),
            Map.entry("505", "NI"),
            Map.entry("506", "CR"),
            Map.entry("507", "PA"),
            Map.entry("91", "IN"),
            Map.entry("62", "ID"),
            Map.entry("65", "SG"),
            Map.entry("27", "ZA"));

    /// Accepts what people type: a plus sign or `00`, blanks, dashes, dots and brackets. Empty when that leaves
    /// anything but 7 to 15 digits.
    public static Optional<PhoneNumber> parse(String typed) {
        String bare = typed.replaceAll("[\\s().+-]", "");
        String digits = bare.startsWith("00") ? bare.substring(2) : bare;
        return digits.matches("[1-9]\\d{6,14}") ? Optional.of(new PhoneNumber(digits)) : Optional.empty();
    }

    public String e164() {
        return "+" + digits;
    }

    /// How Meta shows a business number: `+1 555-078-3881`.
    public String display() {
        if (digits.length() == 11 && digits.startsWith("1")) {
            return "+1 " + digits.substring(1, 4) + "-" + digits.substring(4, 7) + "-" + digits.substring(7);
        }
        String code = countryCode();
        String rest = digits.substring(code.length());
        int half = Math.max(1, rest.length() - 4);
        return "+" + code + " " + rest.substring(0, half) + "-" + rest.substring(half);
    }

    public String countryCode() {
        return COUNTRIES.keySet().stream()
                .filter(digits::startsWith)
                .max(Comparator.comparingInt(String::length))
                .orElse(digits.substring(0, 2));
    }

    /// ISO 3166 code of the country, `ZZ` when the sandbox does not know it.
    public String country() {
        return COUNTRIES.getOrDefault(countryCode(), "ZZ");
    }

    /// Other ways in which the same line is written: Brazil's ninth digit, Mexico's 1, Argentina's 9.
    List<PhoneNumber> variants() {
        if (digits.startsWith("55") && digits.length() == 13) {
            return List.of(new PhoneNumber(digits.substring(0, 4) + digits.substring(5)));
        }
        if (digits.startsWith("55") && digits.length() == 12) {
            return List.of(new PhoneNumber(digits.substring(0, 4) + "9" + digits.substring(4)));
        }
        return switch (digits.length()) {
            case 13 ->
                digits.startsWith("521") || digits.startsWith("549")
                        ? List.of(new PhoneNumber(digits.substring(0, 2) + digits.substring(3)))
                        : List.of();
            case 12 ->
                digits.startsWith("52")
                        ? List.of(new PhoneNumber("521" + digits.substring(2)))
                        : digits.startsWith("54") ? List.of(new PhoneNumber("549" + digits.substring(2))) : List.of();
            default -> List.of();
        };
    }

    @Override
    public String toString() {
        return e164();
    }
}
