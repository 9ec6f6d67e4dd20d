package dev.runbook.app.rehearse;

import dev.runbook.rehearsal.chart.ChartPackage;
import dev.runbook.rehearsal.chart.Repositories;
import dev.runbook.rehearsal.chart.RepositoryAnswer;
import dev.runbook.rehearsal.chart.ServedCharts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of the world's charts is on this machine: the indexes that helm has fetched, and the archives that lie in some folders.
 *
 * @param folders the working folder, and where helm keeps what it has fetched
 */
record FetchedCharts(FetchedRepositories known, List<Path> folders) implements Repositories {
    private static final Pattern ARCHIVE = Pattern.compile("(.+?)-(v?\\d+\\.\\d.*)\\.tgz");

    @Override
    public RepositoryAnswer get(URI address) {
        String file = ServedCharts.file(address);
        String base = address.toString().replaceFirst("/[^/]*$", "");
        try {
            return file.equals(ServedCharts.INDEX) ? index(base) : archive(file, base);
        } catch (IOException e) {
            return RepositoryAnswer.none("it cannot be read here: " + e.getMessage());
        }
    }

    private RepositoryAnswer index(String base) throws IOException {
        Optional<Path> fetched = known.named(base).map(known::index).filter(Files::isRegularFile);
        if (fetched.isPresent()) {
            return RepositoryAnswer.of(Files.readAllBytes(fetched.get()));
        }
        List<ChartPackage> packages = new ArrayList<>();
        for (Path archive : FetchedRepositories.archives(folders)) {
            chart(archive).ifPresent(packages::add);
        }
        return packages.isEmpty()
                ? RepositoryAnswer.none(
                        "a rehearsal asks no server, and no chart of it is on this machine. First: helm repo add NAME "
                                + base + " (or helm pull CHART --repo " + base + ")")
                : new ServedCharts(packages).get(URI.create(base + "/" + ServedCharts.INDEX));
    }

    /** Any archive may lie beside a runbook. */
    private static Optional<ChartPackage> chart(Path archive) {
        try {
            return Optional.of(ChartPackage.archive(Files.readAllBytes(archive)));
        } catch (IOException noChart) {
            return Optional.empty();
        }
    }

    private RepositoryAnswer archive(String file, String base) throws IOException {
        for (Path folder : folders) {
            Path there = folder.resolve(file);
            if (Files.isRegularFile(there)) {
                return RepositoryAnswer.of(Files.readAllBytes(there));
            }
        }
        Matcher name = ARCHIVE.matcher(file);
        return RepositoryAnswer.none("a rehearsal asks no server, and this chart is not on this machine. First: "
                + (name.matches() ? pull(name.group(1), name.group(2), base) : "fetch " + file));
    }

    private String pull(String chart, String version, String base) throws IOException {
        for (String repository : known.addresses().keySet()) {
            Path index = known.index(repository);
            if (Files.isRegularFile(index) && Files.readString(index).contains(chart + "-" + version + ".tgz")) {
                return "helm pull " + repository + "/" + chart + " --version " + version;
            }
        }
        return "helm pull " + chart + " --repo " + base + " --version " + version;
    }
}
