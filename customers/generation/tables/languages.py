"""What firms do and where they stand, in each language: trades, names of firms, streets; it knows no country.

A language's trades stand in the order of ``trades.TRADES``. In the names of firms, {w} is the trade, {s} and {t} are
surnames, {g} is a given name, {c} the city; the address is made of {n}, the number, and {street}.
"""

# ruff: noqa: RUF001 (Greek letters are no misspelt Latin ones)

LANGUAGES = """
== fr
trades|Boulangerie|Boucherie|Épicerie|Restaurant|Hôtel|Pharmacie|Optique|Cabinet dentaire|Bijouterie|Prêt-à-porter
trades|Coiffure|Meubles|Fleuriste|Librairie|Sports|Garage|Transports|Menuiserie|Électricité|Plomberie|Construction
trades|Imprimerie|Cabinet d'avocats|Informatique
names|{w} {s}|{w} {s}|{w} {s} & Fils|{w} {g} {s}|{w} {s} {c}|{s} & {t}|Maison {s}|Établissements {s}|{w} {s}-{t}
streets|rue de la République|rue Victor Hugo|avenue Jean Jaurès|place du Marché|rue des Lilas|boulevard Gambetta
streets|rue Pasteur|rue du Moulin|avenue de la Gare|rue de l'Église|chemin des Vignes|rue Saint-Michel|quai des Docks
streets|allée des Tilleuls|rue du Château|impasse des Roses|rue Molière|boulevard Voltaire|rue des Écoles|cours Mirabeau
address|{n} {street}
second|Bâtiment B|2e étage|Zone artisanale Nord|Appartement 12|Résidence du Parc|BP 214
== de
trades|Bäckerei|Metzgerei|Feinkost|Gasthaus|Hotel|Apotheke|Optik|Zahnarztpraxis|Juwelier|Modehaus|Friseursalon
trades|Möbelhaus|Blumen|Buchhandlung|Sporthaus|Autohaus|Spedition|Schreinerei|Elektrotechnik|Haustechnik|Bauunternehmen
trades|Druckerei|Rechtsanwälte|Softwarehaus
names|{w} {s}|{w} {s}|{w} {s} & Söhne|{w} {g} {s}|{s} & {t}|{s} {w}|{w} am Markt {c}|Gebrüder {s}|{w} {s}-{t}
streets|Hauptstraße|Bahnhofstraße|Gartenstraße|Schillerstraße|Goethestraße|Lindenweg|Am Markt|Schulstraße|Kirchgasse
streets|Bergstraße|Mühlenweg|Ringstraße|Dorfstraße|Mozartstraße|Wiesenweg|Am Alten Hafen|Industriestraße|Rosenweg
streets|Beethovenstraße|Feldstraße|Burgstraße|Kastanienallee|Poststraße|Waldstraße
address|{street} {n}
second|Hinterhaus|2. Stock|Gebäude C|Aufgang 3|Gewerbepark Nord|Postfach 1140
== en
trades|Bakery|Butchers|Groceries|Restaurant|Hotel|Pharmacy|Opticians|Dental Practice|Jewellers|Clothing|Hair Studio
trades|Furniture|Florists|Bookshop|Sports|Motors|Haulage|Joinery|Electrical|Plumbing|Builders|Printing|Solicitors
trades|Software
names|{s} {w}|{s} {w}|{s} & Sons {w}|{s} & {t}|{g} {s} {w}|{c} {w}|{s} {t} {w}|The {s} {w} Company|{s} Brothers {w}
streets|High Street|Church Road|Station Road|Main Street|Park Avenue|Victoria Road|Mill Lane|King Street|Queen Street
streets|London Road|Oak Avenue|Maple Drive|Elm Street|Green Lane|Bridge Street|School Road|Washington Street|Lake View
streets|River Road|Market Place|Chapel Hill|Albert Street|Harbour Road|Cedar Court|Franklin Avenue|Hillcrest Drive
address|{n} {street}
second|Suite 200|Unit 7|2nd Floor|Building C|Apartment 3B|PO Box 482
== es
trades|Panadería|Carnicería|Ultramarinos|Restaurante|Hotel|Farmacia|Óptica|Clínica dental|Joyería|Moda|Peluquería
trades|Muebles|Floristería|Librería|Deportes|Talleres|Transportes|Carpintería|Electricidad|Fontanería|Construcciones
trades|Imprenta|Abogados|Informática
names|{w} {s}|{w} {s}|{w} {s} e Hijos|{w} {g} {s}|{s} y {t}|{w} Hermanos {s}|{w} {s} {t}|{w} {c}|Grupo {s}
streets|Calle Mayor|Calle Real|Avenida de la Constitución|Plaza de España|Calle del Carmen|Calle San Juan|Calle Nueva
streets|Avenida de Andalucía|Calle de la Paz|Paseo Marítimo|Calle Cervantes|Calle Goya|Ronda Norte|Calle del Sol
streets|Avenida Juárez|Calle Colón|Calle Hidalgo|Camino Viejo|Calle Santa Ana|Travesía del Norte
address|{street} {n}
second|2º izquierda|Local 4|Nave 12|Bajo derecha|Edificio Norte|Apartado 118
== it
trades|Panificio|Macelleria|Alimentari|Ristorante|Albergo|Farmacia|Ottica|Studio dentistico|Gioielleria|Abbigliamento
trades|Parrucchiere|Arredamenti|Fiori|Libreria|Articoli sportivi|Autofficina|Trasporti|Falegnameria|Impianti elettrici
trades|Idraulica|Costruzioni|Tipografia|Studio legale|Informatica
names|{w} {s}|{w} {s}|{w} {s} e Figli|{w} {g} {s}|{s} & {t}|{w} Fratelli {s}|{w} {s} {c}|{w} da {g}|Gruppo {s}
streets|Via Roma|Corso Italia|Via Garibaldi|Via Mazzini|Piazza Dante|Via Verdi|Via Cavour|Corso Vittorio Emanuele
streets|Via della Repubblica|Via Marconi|Viale dei Tigli|Via San Francesco|Via Leonardo da Vinci|Via del Mare
streets|Via Manzoni|Vicolo Stretto|Via Matteotti|Largo Augusto|Via dei Mille|Lungomare Nord
address|{street} {n}
second|Scala B|Interno 5|Piano 2|Capannone 3|Casella postale 61
== nl
trades|Bakkerij|Slagerij|Kruidenier|Restaurant|Hotel|Apotheek|Optiek|Tandartspraktijk|Juwelier|Mode|Kapsalon
trades|Meubelen|Bloemen|Boekhandel|Sport|Garage|Transport|Timmerbedrijf|Elektrotechniek|Loodgieter|Bouwbedrijf
trades|Drukkerij|Advocaten|Automatisering
names|{w} {s}|{w} {s}|{w} {s} & Zonen|{w} {g} {s}|{s} & {t}|{w} {c}|Gebroeders {s} {w}|{s} {w}|Groep {s}
streets|Kerkstraat|Dorpsstraat|Molenweg|Stationsweg|Schoolstraat|Hoofdstraat|Nieuwstraat|Julianalaan|Beukenlaan
streets|Wilhelminastraat|Marktplein|Havenkade|Kanaalweg|Veldweg|Eikenlaan|Parkstraat|Industrieweg|Oude Gracht
streets|Koningin Emmastraat|Zonnebloemstraat
address|{street} {n}
second|2e verdieping|Unit 8|Gebouw C|Bus 3|Postbus 220
== pt
trades|Padaria|Talho|Mercearia|Restaurante|Hotel|Farmácia|Óptica|Clínica dentária|Joalharia|Modas|Cabeleireiro
trades|Móveis|Florista|Livraria|Desporto|Oficina|Transportes|Carpintaria|Eletricidade|Canalizações|Construções
trades|Gráfica|Advogados|Informática
names|{w} {s}|{w} {s}|{w} {s} & Filhos|{w} {g} {s}|{s} & {t}|{w} Irmãos {s}|{w} {s} {t}|{w} {c}|Grupo {s}
streets|Rua Augusta|Avenida da Liberdade|Rua das Flores|Rua do Comércio|Largo da Igreja|Rua Direita|Rua Nova
streets|Avenida Brasil|Rua de Santa Catarina|Rua 25 de Abril|Praça da República|Rua da Escola|Rua do Sol
streets|Rua São João|Travessa do Carmo|Rua dos Pescadores|Avenida Atlântica|Rua das Acácias|Estrada Nacional 1
address|{street}, {n}
second|2.º esquerdo|Loja 3|Armazém B|Sala 12|Bloco C|Apartado 77
== pl
trades|Piekarnia|Sklep mięsny|Delikatesy|Restauracja|Hotel|Apteka|Optyk|Gabinet stomatologiczny|Jubiler|Odzież
trades|Salon fryzjerski|Meble|Kwiaciarnia|Księgarnia|Sklep sportowy|Auto Serwis|Transport|Stolarstwo|Elektro
trades|Hydraulika|Budownictwo|Drukarnia|Kancelaria|Informatyka
names|{w} {s}|{w} {s}|{w} {s} i Synowie|{w} {g} {s}|{s} i {t}|{w} u {g}|{w} {c}|{s} {w}|Grupa {s}
streets|ul. Długa|ul. Polna|ul. Leśna|ul. Ogrodowa|ul. Szkolna|ul. Lipowa|ul. Mickiewicza|ul. Kościuszki|Rynek
streets|ul. Słoneczna|ul. Krótka|ul. Sienkiewicza|al. Niepodległości|ul. Kolejowa|ul. Kwiatowa|ul. Łąkowa|ul. Młyńska
address|{street} {n}
second|m. 14|lok. 3|II piętro|hala B|skr. poczt. 45
== cs
trades|Pekařství|Řeznictví|Potraviny|Restaurace|Hotel|Lékárna|Optika|Zubní ordinace|Klenotnictví|Oděvy
trades|Kadeřnictví|Nábytek|Květinářství|Knihkupectví|Sport|Autoservis|Doprava|Truhlářství|Elektro|Instalatérství
trades|Stavby|Tiskárna|Advokátní kancelář|Informatika
names|{w} {s}|{w} {s}|{w} {s} a synové|{w} {g} {s}|{s} a {t}|{w} {c}|{s} {w}|Bratři {s} {w}|Skupina {s}
streets|Dlouhá|Nádražní|Školní|Zahradní|Husova|Palackého|Masarykova|Lipová|Polní|Krátká|Karlova|náměstí Míru
streets|Jiráskova|Komenského|Květinová|Nová|Sokolská|Mlýnská
address|{street} {n}
second|2. patro|budova C|hala 4|P. O. Box 31
== sv
trades|Bageri|Charkuteri|Livs|Restaurang|Hotell|Apotek|Optik|Tandklinik|Guldsmed|Kläder|Frisör|Möbler|Blommor
trades|Bokhandel|Sport|Bilverkstad|Åkeri|Snickeri|El|Rör|Bygg|Tryckeri|Advokatbyrå|Data
names|{s}s {w}|{s}s {w}|{w} {s}|{s} & {t}|{g} {s}s {w}|{c} {w}|Bröderna {s} {w}|{s} & Söner {w}
streets|Storgatan|Kungsgatan|Drottninggatan|Skolgatan|Kyrkogatan|Järnvägsgatan|Parkvägen|Björkvägen|Skogsvägen
streets|Hamngatan|Strandvägen|Ängsvägen|Nygatan|Trädgårdsgatan|Industrigatan|Åsvägen
address|{street} {n}
second|2 tr|Lgh 1203|Hus C|Box 118
== da
trades|Bageri|Slagter|Købmand|Restaurant|Hotel|Apotek|Optik|Tandklinik|Guldsmed|Mode|Frisør|Møbler|Blomster
trades|Boghandel|Sport|Autoværksted|Transport|Snedkeri|El|VVS|Byg|Trykkeri|Advokater|Data
names|{s}s {w}|{s}s {w}|{w} {s}|{s} & {t}|{g} {s}s {w}|{c} {w}|Brødrene {s} {w}|{s} & Sønner {w}
streets|Hovedgaden|Skolegade|Kirkevej|Nørregade|Vestergade|Østergade|Søndergade|Strandvejen|Algade|Møllevej
streets|Jernbanegade|Bøgevej|Havnegade|Engvej|Parkvej|Industrivej
address|{street} {n}
second|2. th.|st. tv.|Bygning C|Postboks 64
== no
trades|Bakeri|Slakter|Dagligvare|Restaurant|Hotell|Apotek|Optikk|Tannklinikk|Gullsmed|Klær|Frisør|Møbler|Blomster
trades|Bokhandel|Sport|Bilverksted|Transport|Snekkeri|Elektro|Rør|Bygg|Trykkeri|Advokatfirma|Data
names|{s}s {w}|{s}s {w}|{w} {s}|{s} & {t}|{g} {s}s {w}|{c} {w}|Brødrene {s} {w}|{s} & Sønner {w}
streets|Storgata|Kirkeveien|Skoleveien|Strandgata|Kongens gate|Dronningens gate|Bjørkeveien|Skogveien|Havnegata
streets|Parkveien|Fjellveien|Industriveien|Øvre gate|Nedre gate|Elvegata|Solveien
address|{street} {n}
second|2. etasje|Inngang B|Bygg C|Postboks 92
== fi
trades|Leipomo|Lihakauppa|Elintarvike|Ravintola|Hotelli|Apteekki|Optikko|Hammaslääkärit|Kultasepänliike|Vaatetus
trades|Kampaamo|Kaluste|Kukkakauppa|Kirjakauppa|Urheilu|Autohuolto|Kuljetus|Puusepänliike|Sähkö|Putkiasennus|Rakennus
trades|Kirjapaino|Asianajotoimisto|Tietotekniikka
names|{w} {s}|{w} {s}|{s} & {t}|{w} {g} {s}|{c}n {w}|Veljekset {s} {w}|{s}n {w}
streets|Kauppakatu|Koulukatu|Kirkkokatu|Asemakatu|Rantatie|Puistokatu|Hämeenkatu|Mannerheimintie|Koivutie|Metsätie
streets|Satamakatu|Torikatu|Myllytie|Teollisuustie|Peltotie
address|{street} {n}
second|2. kerros|as. 14|Rappu B|PL 210
== el
trades|Αρτοποιείο=artopoieio|Κρεοπωλείο=kreopoleio|Παντοπωλείο=pantopoleio|Εστιατόριο=estiatorio|Ξενοδοχείο=hotel
trades|Φαρμακείο=farmakeio|Οπτικά=optika|Οδοντιατρείο=odontiatreio|Κοσμήματα=kosmimata|Ενδύματα=endymata
trades|Κομμωτήριο=kommotirio|Έπιπλα=epipla|Ανθοπωλείο=anthopoleio|Βιβλιοπωλείο=vivliopoleio|Αθλητικά=athlitika
trades|Συνεργείο=synergeio|Μεταφορές=metafores|Ξυλουργείο=xylourgeio|Ηλεκτρολογικά=ilektrologika|Υδραυλικά=ydravlika
trades|Κατασκευές=kataskeves|Τυπογραφείο=typografeio|Δικηγορικό Γραφείο=dikigoroi|Πληροφορική=pliroforiki
names|{w} {s}|{w} {s}|{w} Αφοί {s}|{s} & Υιοί|{w} {s} - {t}|{w} {c}|{w} {g} {s}
streets|Ερμού|Πανεπιστημίου|Ελευθερίου Βενιζέλου|Τσιμισκή|Αγίου Γεωργίου|28ης Οκτωβρίου|25ης Μαρτίου|Κολοκοτρώνη
streets|Ακαδημίας|Σόλωνος|Εγνατία|Λεωφόρος Αλεξάνδρας|Αριστοτέλους|Μεγάλου Αλεξάνδρου
address|{street} {n}
second|2ος όροφος|Κτίριο Β|Τ.Θ. 118
== ja
trades|ベーカリー=bakery|精肉店=seiniku|食料品店=shokuhin|食堂=shokudo|旅館=ryokan|薬局=yakkyoku|眼鏡店=megane|歯科=shika
trades|宝飾店=hoshoku|衣料品店=iryohin|美容室=biyo|家具=kagu|生花店=hana|書店=shoten|スポーツ=sports|自動車=jidosha|運輸=unyu
trades|木工所=mokko|電機=denki|設備=setsubi|建設=kensetsu|印刷=insatsu|法律事務所=horitsu|システム=systems
names|{s}{w}|{s}{w}|{s}{w}|{c}{w}|{s}{t}{w}|{s}兄弟{w}
streets|中央|本町|栄町|大手町|緑町|旭町|東町|西町|南町|北町|桜町|元町|港町|若葉町
address|{street}{n}-{n}
second|第2ビル3階|201号室|南館
== tr
trades|Fırın|Kasap|Market|Lokanta|Otel|Eczane|Optik|Diş Kliniği|Kuyumculuk|Giyim|Kuaför|Mobilya|Çiçekçilik|Kitabevi
trades|Spor|Oto Servis|Nakliyat|Marangoz|Elektrik|Tesisat|İnşaat|Matbaa|Hukuk Bürosu|Bilişim
names|{s} {w}|{s} {w}|{s} Kardeşler {w}|{s} ve {t} {w}|{g} {s} {w}|{c} {w}|{s} Grup
streets|Atatürk Caddesi|Cumhuriyet Caddesi|İstiklal Caddesi|Gazi Bulvarı|Çiçek Sokak|Lale Sokak|Barış Sokak|Okul Sokak
streets|Fatih Caddesi|İnönü Bulvarı|Zafer Sokak|Çınar Sokak|Sahil Yolu|Mimar Sinan Caddesi
address|{street} No: {n}
second|Kat 2|Daire 5|B Blok|Sanayi Sitesi
"""
