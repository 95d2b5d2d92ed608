package dev.palomar.api.page;

import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.connection.Signups;
import dev.palomar.model.Secret;
import java.util.Optional;
import java.util.regex.Pattern;

/// By which a browser that goes through Embedded Signup is recognised when it comes back. Meta sends it back by
/// a plain link, so `SameSite=Lax` lets it through and keeps other sites' requests out.
public final class SignupCookie {

    private static final String NAME = "palomar_signup";
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{40,64}");

    private final boolean https;

    public SignupCookie(boolean https) {
        this.https = https;
    }

    public Optional<Secret> of(Call call) {
        return call.cookie(NAME)
                .map(SignupCookie::unquoted)
                .filter(text -> WORD.matcher(text).matches())
                .map(Secret::new);
    }

    /// Some clients put values between quotation marks.
    private static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    public Answer set(Answer answer, Secret browser) {
        return answer.with(
                "Set-Cookie",
                NAME + "=" + browser.reveal() + "; Path=/; Max-Age=" + Signups.GOOD_FOR.toSeconds()
                        + "; HttpOnly; SameSite=Lax" + (https ? "; Secure" : ""));
    }
}
