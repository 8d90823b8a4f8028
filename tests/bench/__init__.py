"""Speed and memory as ratios inside one run, since machines are noisy: `./run.sh bench [NAME …]`."""
