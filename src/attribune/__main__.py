"""``python -m attribune`` is the program ``attribune``."""

from attribune.cli.main import main

if __name__ == "__main__":
    main()
