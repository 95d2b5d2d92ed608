package dev.palomar.transport.cloud;

import dev.palomar.model.Json;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Whether Meta delivers what comes for a number to this hub. The number's own address counts before that of
/// its business account, and that before the app's.
///
/// Source: Meta, "Cloud API / Webhooks / Override".
final class CallbackCheck {

    private static final Set<String> OURS = Set.of("/v1/webhooks/whatsapp", "/webhooks/meta/whatsapp");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final URI address;

    /// `address` is where this hub is reached from outside.
    CallbackCheck(URI address) {
        this.address = address;
    }

    /// `number` is Meta's object with `webhook_configuration`.
    Finding check(ObjectNode number) {
        Optional<ObjectNode> configured = Json.child(number, "webhook_configuration");
        if (configured.isEmpty()) {
            return Finding.open("override", "Meta did not say where it delivers to.");
        }
        for (String level : List.of("phone_number", "whatsapp_business_account", "application")) {
            Optional<String> url = Json.string(configured.get(), level).filter(text -> !text.isEmpty());
            if (url.isPresent()) {
                return isOurs(url.get())
                        ? Finding.right("override", "callback-ok", "Meta delivers to " + url.get() + ".")
                        : Finding.wrong("override", code(level), elsewhere(level, url.get()));
            }
        }
        return Finding.wrong(
                "override",
                "callback-missing",
                "Neither the app nor the business account nor the number has an address to which Meta delivers, so nothing"
                        + " comes in. Enter " + address + "/webhooks/meta/whatsapp in the app.");
    }

    private static String code(String level) {
        return switch (level) {
            case "phone_number" -> "override-number-elsewhere";
            case "whatsapp_business_account" -> "override-account-elsewhere";
            default -> "callback-elsewhere";
        };
    }

    private String elsewhere(String level, String url) {
        String who = switch (level) {
            case "phone_number" -> "The number has an address of its own";
            case "whatsapp_business_account" -> "The business account has an address of its own";
            default -> "The app's address is another one";
        };
        return who + ": Meta delivers to " + url + ", and this hub is at " + address + ". Nothing of it comes in here.";
    }

    /// Whether the address is one of this hub's for webhooks.
    boolean isOurs(String text) {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
        String path = url.getPath() == null ? "" : url.getPath();
        boolean known = OURS.contains(path) || path.startsWith("/webhooks/meta/whatsapp/");
        return known && host(url).equals(host(address)) && port(url) == port(address);
    }

    private static String host(URI url) {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(host) ? "localhost" : host;
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    }
}
