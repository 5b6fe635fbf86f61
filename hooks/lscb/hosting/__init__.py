"""What the host needs beside the pages: headers, servers' configuration, small files that programs ask for, and the change of old site for new."""
