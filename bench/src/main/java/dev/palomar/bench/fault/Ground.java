package dev.palomar.bench.fault;

import dev.palomar.bench.scenario.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/// Where faults are tried: one hub for all that leave it as it was, and others for those that need their own.
public final class Ground implements AutoCloseable {

    static final int COMPANIES = 12;

    private final Path jar;
    private final Path folder;
    private Optional<Stage> shared = Optional.empty();

    public Ground(Path jar, Path folder) {
        this.jar = jar;
        this.folder = folder;
    }

    public Path jar() {
        return jar;
    }

    /// A folder of its own for a trial.
    public Path folder(String name) {
        return folder.resolve(name);
    }

    /// The common hub, started when it is asked for the first time, and again when a trial left it dead.
    public Stage stage() throws IOException, SQLException, InterruptedException {
        if (shared.isEmpty()) {
            Stage raised = Stage.raise(jar, folder.resolve("common"), COMPANIES);
            shared = Optional.of(raised);
            new Books(raised.hub()).awaitOnline();
        }
        Stage stage = shared.get();
        if (!stage.hub().isAlive()) {
            stage.hub().start();
        }
        return stage;
    }

    @Override
    public void close() throws IOException {
        if (shared.isPresent()) {
            shared.get().close();
        }
    }
}
