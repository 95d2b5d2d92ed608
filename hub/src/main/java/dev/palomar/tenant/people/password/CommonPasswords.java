package dev.palomar.tenant.people.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Passwords that are guessed first. A password is common when it is on the list, or is what is left of one after
/// taking away the digits and signs that people put at its end, or is one short piece repeated.
final class CommonPasswords {

    private final Set<String> words;

    private CommonPasswords(Set<String> words) {
        this.words = words;
    }

    static CommonPasswords shipped() {
        try (InputStream list = CommonPasswords.class.getResourceAsStream("/common-passwords.txt")) {
            if (list == null) {
                throw new IllegalStateException("the list of common passwords is missing from this build");
            }
            Set<String> words = new HashSet<>();
            new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(words::add);
            return new CommonPasswords(words);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    boolean contains(String password) {
        String lower = password.toLowerCase(Locale.ROOT);
        String stem = lower.replaceAll("[^\\p{L}]+$", "");
        return words.contains(lower)
                || words.contains(stem)
                || words.contains(plain(lower))
                || words.contains(plain(stem))
                || isRun(lower)
                || isRepeated(lower);
    }

    /// Letters in place of the signs that stand for them: p4$$w0rd.
    private static String plain(String text) {
        return text.replace('4', 'a')
                .replace('@', 'a')
                .replace('3', 'e')
                .replace('1', 'i')
                .replace('!', 'i')
                .replace('0', 'o')
                .replace('5', 's')
                .replace('$', 's')
                .replace('7', 't');
    }

    /// abcdefghij, 9876543210: each character follows the one before it.
    private static boolean isRun(String text) {
        int step = text.charAt(1) - text.charAt(0);
        if (Math.abs(step) > 1) {
            return false;
        }
        int breaks = 0;
        for (int at = 1; at < text.length(); at++) {
            if (text.charAt(at) - text.charAt(at - 1) != step) {
                breaks++;
            }
        }
        return breaks <= 1;
    }

    private static boolean isRepeated(String text) {
        for (int length = 1; length <= 5; length++) {
            String piece = text.substring(0, length);
            if (piece.repeat(text.length() / length + 1).startsWith(text)) {
                return true;
            }
        }
        return false;
    }
}
