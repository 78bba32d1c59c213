"""The half of the scenes that may be looked at."""

from benchmarks.answer_cases.scenes import Claim, Scene

HARBOUR = Scene(
    documents={
        "board-minutes.txt": (
            "Minutes of the Harbour Board",
            "https://port-ellery.example/board/minutes-may",
            "“We will not close the harbour,” Mara Voss, the board's chair, said on Monday. “The cranes stay until "
            "spring.”\n\nThe board met for three hours. It approved 41 berths.\n",
        ),
        "ledger.txt": (
            "Ferry late again",
            "https://ledger.example/2026/ferry-late?utm_source=mail",
            "“The ferry was late eleven times in April,” Otto Quist told the council. Nobody objected.\n\n"
            "Quist has run the line since 2019. “Two of the engines are older than I am,” he said.\n",
        ),
        "union.txt": (
            "Dockers' union on the berths",
            "https://dockers.example/statements/berths/",
            "Ida Moss leads the union.\n\n“Nobody asked the people who tie the ropes,” Moss said in a statement. “We "
            "found out from the newspaper.”\n",
        ),
    },
    claims=(
        Claim(
            document="board-minutes.txt",
            speaker="Mara Voss",
            quote="We will not close the harbour,",
            sentence="{q} Mara Voss said.",
            passage="“We will not close the harbour,” Mara Voss, the board's chair, said on Monday.",
            altered="We will close the harbour,",
            swapped="{q} Otto Quist said.",
            told="The harbour will not be closed, according to Mara Voss.",
            mistold="The harbour will be closed, according to Mara Voss.",
        ),
        Claim(
            document="ledger.txt",
            speaker="Otto Quist",
            quote="The ferry was late eleven times in April,",
            sentence="According to the operator it was a bad month: {q} said Otto Quist.",
            passage="“The ferry was late eleven times in April,” Otto Quist told the council.",
            altered="The ferry was late seven times in April,",
            swapped="According to the operator it was a bad month: {q} said Ida Moss.",
            told="Otto Quist counted eleven late ferries in April.",
            mistold="Otto Quist counted 17 late ferries in April.",
        ),
        Claim(
            document="union.txt",
            speaker="Ida Moss",
            quote="Nobody asked the people who tie the ropes.",
            sentence="Ida Moss put it bluntly: {q}",
            passage="“Nobody asked the people who tie the ropes,” Moss said in a statement.",
            altered="Somebody asked the people who tie the ropes.",
            swapped="Mara Voss put it bluntly: {q}",
            told="Nobody had asked the dockers, Ida Moss said.",
            mistold="The dockers were asked, said Ida Moss.",
        ),
        Claim(
            document="ledger.txt",
            speaker="Otto Quist",
            quote="Two of the engines are older than I am.",
            sentence="Of the fleet Otto Quist said: {q}",
            passage="“Two of the engines are older than I am,” he said.",
            altered="Three of the engines are older than I am.",
            swapped="Of the fleet Mara Voss said: {q}",
            told="Two engines are older than Otto Quist.",
            mistold="Two engines are older than Mara Voss.",
        ),
    ),
    invented=("The harbour is finished, and everybody knows it,", "I have never liked ropes."),
)

SCHOOL = Scene(
    documents={
        "01_inspection.txt": (
            "Inspection of the Linden School",
            "https://inspectorate.example/reports/linden",
            "The roof was inspected in March. “The roof will hold for one more winter,” said Dr Petra Aldous, the "
            "inspector. “After that I would not sleep under it.”\n",
        ),
        "02_council.txt": (
            "Council on schools",
            "https://www.vale-council.example/schools?id=7",
            "Councillor Ben Hartog spoke first.\n\n“There is no money for a new roof this year,” Hartog said. The "
            "head teacher disagreed.\n\n“Children cannot learn under buckets,” said Rosa Amir, the head teacher.\n",
        ),
        "03_parents.txt": (
            "Parents' letter",
            "https://linden-parents.example/letter",
            "“We have collected 9,400 signatures,” said Lena Okafor, who speaks for the parents. “We will collect "
            "more.”\n",
        ),
    },
    claims=(
        Claim(
            document="01_inspection.txt",
            speaker="Petra Aldous",
            quote="The roof will hold for one more winter,",
            sentence="{q} said Petra Aldous, the inspector.",
            passage="“The roof will hold for one more winter,” said Dr Petra Aldous, the inspector.",
            altered="The roof will not hold for one more winter,",
            swapped="{q} said Ben Hartog, the councillor.",
            told="Petra Aldous expects the roof to last one more winter.",
            mistold="Petra Aldous expects the roof to last 3 more winters.",
        ),
        Claim(
            document="02_council.txt",
            speaker="Rosa Amir",
            quote="Children cannot learn under buckets,",
            sentence="{q} Rosa Amir told the meeting.",
            passage="“Children cannot learn under buckets,” said Rosa Amir, the head teacher.",
            altered="Children can learn under buckets,",
            swapped="{q} Lena Okafor told the meeting.",
            told="Rosa Amir said that nobody learns under buckets.",
            mistold="Tom Ferrar said that nobody learns under buckets.",
        ),
        Claim(
            document="02_council.txt",
            speaker="Ben Hartog",
            quote="There is no money for a new roof this year.",
            sentence="Ben Hartog answered: {q}",
            passage="“There is no money for a new roof this year,” Hartog said.",
            altered="There is money for a new roof this year.",
            swapped="Petra Aldous answered: {q}",
            told="No money is there for a roof this year, Ben Hartog said.",
            mistold="There is money for a roof this year, Ben Hartog said.",
        ),
        Claim(
            document="03_parents.txt",
            speaker="Lena Okafor",
            quote="We have collected 9,400 signatures,",
            sentence="{q} said Lena Okafor.",
            passage="“We have collected 9,400 signatures,” said Lena Okafor, who speaks for the parents.",
            altered="We have collected 94,000 signatures,",
            swapped="{q} said Rosa Amir.",
            told="Lena Okafor counted 9,400 signatures.",
            mistold="Lena Okafor counted 94,000 signatures.",
        ),
    ),
    invented=("The school should be torn down tomorrow,", "Buckets are cheaper than roofs."),
)

SCENES = (HARBOUR, SCHOOL)
