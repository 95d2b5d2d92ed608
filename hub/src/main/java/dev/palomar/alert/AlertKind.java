package dev.palomar.alert;

import java.util.Arrays;
import java.util.Optional;

/// What can be wrong. The words are those of the API and never change once released.
public enum AlertKind {
    /// A number's line is gone and comes back by itself, but has not for a while.
    DEVICE_OFFLINE("deviceOffline", false),
    /// A number works again only when somebody acts.
    DEVICE_NEEDS_PERSON("deviceNeedsPerson", false),
    ENDPOINT_FAILING("endpointFailing", false),
    ENDPOINT_DISABLED("endpointDisabled", false),
    /// Most of the messages of today are sent.
    QUOTA_NEAR("quotaNear", false),
    /// Meta does not take the token any more, or soon will not.
    TOKEN_DYING("tokenDying", false),
    /// Meta rejected, paused or disabled a template within the last days.
    TEMPLATE_REJECTED("templateRejected", false),
    DISK_LOW("diskLow", true),
    /// Messages that could be sent wait.
    QUEUE_OLD("queueOld", true);

    private final String word;
    private final boolean ofThePlatform;

    AlertKind(String word, boolean ofThePlatform) {
        this.word = word;
        this.ofThePlatform = ofThePlatform;
    }

    public String word() {
        return word;
    }

    /// Whether it is the operator's matter and no tenant's.
    public boolean isOfThePlatform() {
        return ofThePlatform;
    }

    public static Optional<AlertKind> read(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
