import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes the old classes of a jar anew in today's format: {@code java ModernClasses.java JAR...}.
 *
 * <p>Picocli is compiled for Java 5. Such classes lack the maps that a quick verification needs, so a class-data
 * archive leaves them out, and each start would load and verify them anew. Their code stays what it was.
 */
final class ModernClasses {
    private static final int FIRST_WITH_MAPS = ClassFile.JAVA_6_VERSION;

    private static final ClassTransform MODERN = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
            .andThen((builder, element) -> {
                switch (element) {
                    case ClassFileVersion _ -> builder.withVersion(ClassFile.JAVA_17_VERSION, 0);
                    default -> builder.with(element);
                }
            });

    private ModernClasses() {}

    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            renew(Path.of(jar));
        }
    }

    private static void renew(Path jar) throws IOException {
        Path renewed = Path.of(jar + ".new");
        try (ZipFile old = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(renewed))) {
            ClassFile files = files(old);
            for (Enumeration<? extends ZipEntry> entries = old.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                byte[] bytes = old.getInputStream(entry).readAllBytes();
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(entry.getName().endsWith(".class") ? modern(files, bytes) : bytes);
            }
        }
        Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] modern(ClassFile files, byte[] bytes) {
        ClassModel old = files.parse(bytes);
        return old.majorVersion() < FIRST_WITH_MAPS ? files.transformClass(old, MODERN) : bytes;
    }

    /** The maps name the classes that two ways through a method have in common; those of the jar are looked up in it. */
    private static ClassFile files(ZipFile jar) {
        return ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(
                                name -> entry(jar, name.packageName(), name.displayName()))
                        .orElse(ClassHierarchyResolver.defaultResolver())
                        .cached()));
    }

    private static InputStream entry(ZipFile jar, String folder, String name) {
        try {
            ZipEntry entry = jar.getEntry(folder.replace('.', '/') + "/" + name + ".class");
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
