package dev.palomar.transport.web.engine;

import dev.palomar.transport.web.WebSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The engine's program on this machine, and the Node that runs it.
sealed interface Program {

    /// It can be started.
    record Here(Path folder, String node) implements Program {}

    /// A person must install something; `what` says what.
    record Missing(String what) implements Program {}

    /// Where the program begins, within its folder.
    String MAIN = "src/main.js";

    /// What `baileys` needs, by its package.json.
    int OLDEST_MAJOR = 20;

    int OLDEST_MINOR = 19;

    static Program find(WebSettings settings) {
        Optional<Path> folder = settings.engine().isPresent()
                ? settings.engine().filter(Program::isInstalled)
                : places().stream().filter(Program::isInstalled).findFirst();
        if (folder.isEmpty()) {
            return new Missing(settings.engine()
                    .map(place -> "There is no engine for WhatsApp Web in " + place
                            + " (PALOMAR_ENGINE): src/main.js or node_modules is missing.")
                    .orElse("The engine for WhatsApp Web is not installed: put the folder palomar-engine beside the"
                            + " jar, or name it in PALOMAR_ENGINE."));
        }
        return node(settings.node())
                .<Program>map(fault -> new Missing(fault))
                .orElseGet(() -> new Here(folder.get().toAbsolutePath(), settings.node()));
    }

    private static boolean isInstalled(Path folder) {
        return Files.isRegularFile(folder.resolve(MAIN)) && Files.isDirectory(folder.resolve("node_modules"));
    }

    /// Beside the jar, or in the source tree that the jar or the classes were built in.
    private static List<Path> places() {
        List<Path> places = new ArrayList<>();
        try {
            URI code = Program.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            Path folder = Path.of(code).getParent();
            if (folder != null) {
                places.add(folder.resolve("palomar-engine"));
                Path up = folder.resolve("../..").normalize();
                places.add(up.resolve("engine"));
            }
        } catch (URISyntaxException | RuntimeException nowhere) {
            // then only the folder that the hub was started in is left
        }
        places.add(Path.of("engine"));
        return places;
    }

    /// What is wrong with Node, if something is.
    private static Optional<String> node(String command) {
        String needed = "Node " + OLDEST_MAJOR + "." + OLDEST_MINOR + " or newer is needed for WhatsApp Web";
        try {
            Process asked = new ProcessBuilder(command, "--version")
                    .redirectErrorStream(true)
                    .start();
            asked.getOutputStream().close();
            String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!asked.waitFor(20, TimeUnit.SECONDS)) {
                asked.destroyForcibly();
                return Optional.of(needed + "; " + command + " did not say its version.");
            }
            Matcher version = Pattern.compile("v(\\d+)\\.(\\d+)\\..*").matcher(said);
            if (!version.matches()) {
                return Optional.of(needed + "; " + command + " is something else.");
            }
            int major = Integer.parseInt(version.group(1));
            boolean old = major < OLDEST_MAJOR
                    || (major == OLDEST_MAJOR && Integer.parseInt(version.group(2)) < OLDEST_MINOR);
            return old ? Optional.of(needed + "; " + command + " is " + said + ".") : Optional.empty();
        } catch (IOException missing) {
            return Optional.of(needed + ", and there is no " + command + ". Install it, or set PALOMAR_NODE.");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.of("The hub is stopping.");
        }
    }
}
