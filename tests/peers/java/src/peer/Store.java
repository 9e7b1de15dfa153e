// One message store with its default settings, and the little around it that the measurements need.
package peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.store.DefaultMessageStore;
import org.apache.rocketmq.store.PutMessageResult;
import org.apache.rocketmq.store.config.FlushDiskType;
import org.apache.rocketmq.store.config.MessageStoreConfig;

final class Store implements AutoCloseable {
    static final String TOPIC = "Bench";
    /** Entries of a queue file of the default size. */
    static final int ENTRIES = 300_000;
    private static final int BODY_BYTES = 200;
    private static final InetSocketAddress HOST = new InetSocketAddress(InetAddress.getLoopbackAddress(), 10911);

    final DefaultMessageStore inner;
    private final byte[] body = new byte[BODY_BYTES];
    private long written;

    Store(Path dir) throws Exception {
        for (int at = 0; at < BODY_BYTES; at++) {
            body[at] = (byte) ('a' + at % 26);
        }
        MessageStoreConfig config = new MessageStoreConfig();
        config.setStorePathRootDir(dir.toString());
        config.setStorePathCommitLog(dir.resolve("commitlog").toString());
        config.setFlushDiskType(FlushDiskType.ASYNC_FLUSH);
        config.setHaListenPort(0);
        inner = Api.create(config, TOPIC);
        if (!inner.load()) {
            throw new IllegalStateException("the store did not load");
        }
        inner.start();
    }

    /** Appends messages, each made as a broker makes it of a request. */
    void write(int count) {
        for (int number = 0; number < count; number++) {
            MessageExt message = Api.message("TagA");
            message.setTopic(TOPIC);
            message.setQueueId(0);
            message.setBody(body.clone());
            message.setBornTimestamp(System.currentTimeMillis());
            message.setBornHost(HOST);
            message.setStoreHost(HOST);
            Api.seal(message);
            PutMessageResult result = Api.put(inner, message);
            if (!result.isOk()) {
                throw new IllegalStateException("put answered " + result.getPutMessageStatus());
            }
        }
        written += count;
    }

    long written() {
        return written;
    }

    long indexed() throws Exception {
        return inner.getMaxOffsetInQueue(TOPIC, 0);
    }

    void awaitIndexed(long count) throws Exception {
        while (indexed() < count || inner.dispatchBehindBytes() > 0) {
            LockSupport.parkNanos(50_000);
        }
    }

    @Override
    public void close() {
        inner.shutdown();
    }

    interface Visit {
        /** Gets a record's queue offset and its store time, gives the store time to write back. */
        long time(long queueOffset, long stored);
    }

    /** Walks the records of queue 0 in the log files, without the store. */
    static void walk(Path dir, Visit visit) throws IOException {
        for (Path file : files(dir.resolve("commitlog"))) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                MappedByteBuffer log = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
                for (int at = 0; at + 8 <= log.capacity() && log.getInt(at + 4) == 0xDAA320A7; at += log.getInt(at)) {
                    log.putLong(at + 56, visit.time(log.getLong(at + 20), log.getLong(at + 56)));
                }
                log.force();
            }
        }
    }

    static Path[] files(Path dir) throws IOException {
        try (Stream<Path> list = Files.list(dir)) {
            return list.sorted().toArray(Path[]::new);
        }
    }

    static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            for (Path inside : files(path)) {
                delete(inside);
            }
        }
        Files.deleteIfExists(path);
    }
}
