package dev.stanchion.store.file.disk;

import java.io.IOException;

/**
 * The beginning of a file as memory. Bytes that are put there survive the end of the process from
 * then on, without a system call. The system writes them to the disk at some time. One thread puts
 * at a time.
 */
public interface MappedBytes {
    /**
     * Puts the first bytes of an array.
     *
     * @throws IOException if the system cannot give the memory: a disk that is full or broken
     */
    void put(int position, byte[] source, int length) throws IOException;

    /**
     * Has the system provide the memory now, which may take as long as the disk does; for some
     * seconds {@link #put} does not wait for that. While no thread puts anything.
     */
    void makeReady() throws IOException;
}
