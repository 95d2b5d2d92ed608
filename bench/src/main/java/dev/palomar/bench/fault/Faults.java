package dev.palomar.bench.fault;

import java.util.ArrayList;
import java.util.List;

/// All faults there are, and how one is tried.
public final class Faults {

    private Faults() {}

    public static List<Fault> all() {
        List<Fault> all = new ArrayList<>(KillUnderLoad.once());
        all.addAll(CrashAtStep.all());
        all.add(new CrashInReplay());
        all.addAll(MetaTwiceAndLate.all());
        all.add(new StatusesInDisorder());
        all.addAll(KillUnderLoad.often());
        all.add(new SickReceivers());
        all.addAll(NoisyTenant.all());
        return all;
    }

    /// Tries the one that is called `name`, or all when it is empty, a line each. Throws when something did not hold.
    public static void run(Ground ground, String name) throws Exception {
        List<Fault> chosen = all().stream()
                .filter(fault -> name.isEmpty() || fault.name().equals(name))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no fault is called " + name + "; there are "
                    + all().stream().map(Fault::name).toList());
        }
        List<String> broken = new ArrayList<>();
        for (Fault fault : chosen) {
            long began = System.nanoTime();
            Finding finding = fault.run(ground);
            System.out.printf(
                    "%s %s: %s (%.1f s)%n",
                    finding.broken().isEmpty() ? "holds  " : "BROKEN ",
                    fault.name(),
                    finding,
                    (System.nanoTime() - began) / 1e9);
            finding.broken().forEach(line -> {
                System.out.println("        " + fault.title() + ": " + line);
                broken.add(fault.name() + ": " + line);
            });
        }
        if (!broken.isEmpty()) {
            throw new IllegalStateException(broken.size() + " promises did not hold");
        }
    }
}
