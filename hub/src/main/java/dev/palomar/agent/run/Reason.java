package dev.palomar.agent.run;

import dev.palomar.agent.llm.Reply;
import java.util.Arrays;
import java.util.Optional;

/// Why a turn ended as it did. The words are stable.
public enum Reason {
    WORDS("words"),
    ASKED("asked"),
    UNSURE("unsure"),
    TOOL_ERROR("toolError"),
    CHAT_CAP("chatCap"),
    DAY_CAP("dayCap"),
    LOOP("loop"),
    REFUSAL("refusal"),
    OVERLOADED("overloaded"),
    RATE_LIMITED("rateLimited"),
    TIMEOUT("timeout"),
    UNREACHABLE("unreachable"),
    MALFORMED("malformed"),
    DENIED("denied"),
    NO_KEY("noKey"),
    NOT_SENT("notSent"),
    OUTSIDE_HOURS("outsideHours"),
    WINDOW_CLOSED("windowClosed"),
    DEVICE_UNABLE("deviceUnable"),
    SWITCHED_OFF("switchedOff"),
    PERSON("person");

    private final String word;

    Reason(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<Reason> read(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    public static Reason of(Reply.Failure failure) {
        return switch (failure) {
            case REFUSAL -> REFUSAL;
            case OVERLOADED -> OVERLOADED;
            case RATE_LIMITED -> RATE_LIMITED;
            case TIMEOUT -> TIMEOUT;
            case UNREACHABLE -> UNREACHABLE;
            case MALFORMED -> MALFORMED;
            case DENIED -> DENIED;
        };
    }
}
